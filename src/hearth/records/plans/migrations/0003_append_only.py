"""Let the database itself refuse to change a version, a signature, or what was asked."""

from django.db import migrations

from hearth.records.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_signing")]

    operations = [
        append_only("plans_version"),
        append_only("plans_signature"),
        append_only("plans_signingterms"),
        append_only("plans_signaturerequest"),
        append_only("plans_escalation"),
        append_only("plans_goingon"),
    ]
