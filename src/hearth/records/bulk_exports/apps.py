from django.apps import AppConfig


class BulkExportsConfig(AppConfig):
    name = "hearth.records.bulk_exports"
    label = "bulk_exports"
    default_auto_field = "django.db.models.BigAutoField"
