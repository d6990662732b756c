from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "hearth.records.house"
    label = "house"
    default_auto_field = "django.db.models.BigAutoField"
