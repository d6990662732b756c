from django.apps import AppConfig


class ActivityPacksConfig(AppConfig):
    name = "hearth.records.activity_packs"
    label = "activity_packs"
    default_auto_field = "django.db.models.BigAutoField"
