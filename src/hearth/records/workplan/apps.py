from django.apps import AppConfig


class WorkPlanConfig(AppConfig):
    name = "hearth.records.workplan"
    label = "workplan"
    default_auto_field = "django.db.models.BigAutoField"
