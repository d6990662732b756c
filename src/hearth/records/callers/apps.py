from django.apps import AppConfig


class CallersConfig(AppConfig):
    name = "hearth.records.callers"
    label = "callers"
    default_auto_field = "django.db.models.BigAutoField"
