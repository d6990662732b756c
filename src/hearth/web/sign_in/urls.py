"""The addresses of sign-in: those of allauth that we have a page for, and our own."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path

from hearth.web.door import open_page, signed_in_page
from hearth.web.sign_in import outside, unsent, views

OPEN = {
    "account_login": ("sign-in", views.SignIn.as_view()),
    "account_logout": ("sign-out", views.SignOut.as_view()),
    "account_inactive": ("closed", account.account_inactive),
    "account_reset_password": ("password/forgotten", account.password_reset),
    "account_reset_password_done": ("password/sent", account.password_reset_done),
    "account_reset_password_from_key_done": ("password/done", account.password_reset_from_key_done),
    "mfa_authenticate": ("steps/sign-in", mfa.authenticate),
    "mfa_login_webauthn": ("steps/passkeys/sign-in", passkeys.login_webauthn),
}
SIGNED_IN = {
    "account_reauthenticate": ("confirm", account.reauthenticate),
    "account_change_password": ("password", views.ChangePassword.as_view()),
    "mfa_index": ("steps", views.SecondSteps.as_view()),
    "mfa_reauthenticate": ("steps/confirm", mfa.reauthenticate),
    "mfa_activate_totp": ("steps/app", app.activate_totp),
    "mfa_deactivate_totp": ("steps/app/remove", app.deactivate_totp),
    "mfa_view_recovery_codes": ("steps/codes", recovery.view_recovery_codes),
    "mfa_generate_recovery_codes": ("steps/codes/new", recovery.generate_recovery_codes),
    "mfa_download_recovery_codes": ("steps/codes/file", recovery.download_recovery_codes),
    "mfa_list_webauthn": ("steps/passkeys", views.to_second_steps),
    "mfa_add_webauthn": ("steps/passkeys/new", passkeys.add_webauthn),
    "mfa_reauthenticate_webauthn": ("steps/passkeys/confirm", passkeys.reauthenticate_webauthn),
    "mfa_edit_webauthn": ("steps/passkeys/<int:pk>/name", passkeys.edit_webauthn),
    "mfa_remove_webauthn": ("steps/passkeys/<int:pk>/remove", views.RemovePasskey.as_view()),
}
LINK_IN_AN_EMAIL = r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$"

urlpatterns = [
    *(path(where, open_page(view), name=name) for name, (where, view) in OPEN.items()),
    *(path(where, signed_in_page(view), name=name) for name, (where, view) in SIGNED_IN.items()),
    re_path(
        LINK_IN_AN_EMAIL,
        open_page(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("outside", outside.begin, name="outside-begin"),
    path("outside/again", outside.begin_again, name="outside-again"),
    path("outside/back", outside.finish, name="outside-finish"),
    path("unsent", unsent.unsent, name="unsent"),
    path("stay", signed_in_page(views.stay), name="stay"),
]
