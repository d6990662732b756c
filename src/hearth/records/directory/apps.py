from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "hearth.records.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"
