from django.db import migrations, models
from django.db.models import F


def take_over(apps, _schema_editor):
    """Of a recall that moved before this was kept, the month it is in is all that is known."""
    apps.get_model("recall", "Recall").objects.update(first_month=F("month"))


class Migration(migrations.Migration):
    dependencies = [("recall", "0001_initial")]
    atomic = True

    operations = [
        migrations.AddField("recall", "first_month", models.DateField(null=True)),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
