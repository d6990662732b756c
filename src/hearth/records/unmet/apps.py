from django.apps import AppConfig


class UnmetConfig(AppConfig):
    name = "hearth.records.unmet"
    label = "unmet"
    default_auto_field = "django.db.models.BigAutoField"
