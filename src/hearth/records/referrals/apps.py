from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "hearth.records.referrals"
    label = "referrals"
    default_auto_field = "django.db.models.BigAutoField"
