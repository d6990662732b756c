from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recall", "0002_first_month")]

    operations = [
        migrations.AlterField("recall", "first_month", models.DateField()),
        migrations.AddIndex(
            "recall", models.Index(fields=["organisation", "month"], name="recalls_by_month")
        ),
        migrations.AddIndex(
            "recall",
            models.Index(fields=["organisation", "first_month"], name="recalls_by_first_month"),
        ),
    ]
