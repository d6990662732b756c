from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "hearth.records.accountability"
    label = "accountability"
    default_auto_field = "django.db.models.BigAutoField"
