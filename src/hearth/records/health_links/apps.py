from django.apps import AppConfig


class HealthLinksConfig(AppConfig):
    name = "hearth.records.health_links"
    label = "health_links"
    default_auto_field = "django.db.models.BigAutoField"
