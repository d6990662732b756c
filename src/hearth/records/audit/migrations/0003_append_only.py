"""Let the database itself refuse to change or delete a row."""

from django.db import migrations

from hearth.records.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chain")]

    operations = [append_only("audit_auditrow")]
