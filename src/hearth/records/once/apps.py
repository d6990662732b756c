from django.apps import AppConfig


class OnceConfig(AppConfig):
    name = "hearth.records.once"
    label = "once"
    default_auto_field = "django.db.models.BigAutoField"
