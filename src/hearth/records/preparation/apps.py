from django.apps import AppConfig


class PreparationConfig(AppConfig):
    name = "hearth.records.preparation"
    label = "preparation"
    default_auto_field = "django.db.models.BigAutoField"
