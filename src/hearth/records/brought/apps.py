from django.apps import AppConfig


class BroughtConfig(AppConfig):
    name = "hearth.records.brought"
    label = "brought"
    default_auto_field = "django.db.models.BigAutoField"
