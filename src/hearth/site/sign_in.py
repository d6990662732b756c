"""The settings of sign-in: passwords, second steps, limits on guessing, the length of a session."""

import os
from datetime import timedelta
from pathlib import Path

from hearth.outside.oidc import Provider

TRUE = ("1", "true", "yes", "on")


def _minutes(name: str, default: int) -> int:
    return int(os.environ.get(name) or default)


def _provider() -> Provider | None:
    """Return the outside provider that HEARTH_OIDC_* names; None when it names none."""
    issuer = os.environ.get("HEARTH_OIDC_ISSUER", "")
    if not issuer:
        return None
    key_file = os.environ.get("HEARTH_OIDC_CLIENT_KEY_FILE", "")
    return Provider(
        name=os.environ.get("HEARTH_OIDC_NAME", "another service"),
        issuer=issuer,
        client_id=os.environ.get("HEARTH_OIDC_CLIENT_ID", ""),
        client_key=Path(key_file).read_text() if key_file else "",
        client_secret=os.environ.get("HEARTH_OIDC_CLIENT_SECRET", ""),
        levels=tuple(os.environ.get("HEARTH_OIDC_VTR", "").split()),
    )


# Passwords. Argon2 as OWASP advises; long rather than strange, as the NCSC advises.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "full_name"]},
    },
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

# Accounts come by invitation or from an administrator: no page signs anyone up.
ACCOUNT_ADAPTER = "hearth.web.sign_in.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
_FORMS = "hearth.web.sign_in.forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.SignInForm",
    "reauthenticate": f"{_FORMS}.ConfirmPasswordForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "reset_password": f"{_FORMS}.ForgottenPasswordForm",
    "reset_password_from_key": f"{_FORMS}.NewPasswordForm",
}

# The second step: codes from an app, or a passkey; recovery codes when both are lost.
MFA_ADAPTER = "hearth.web.sign_in.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# An account's email is checked by whoever invites; there is no page that lets one change it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Hearth"
MFA_TOTP_TOLERANCE = 1
# Passkeys need HTTPS. Only in a demo does a browser's "localhost" do without, as browsers allow.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = os.environ.get("HEARTH_DEMO", "0").lower() in TRUE
MFA_FORMS = {
    "authenticate": f"{_FORMS}.CodeForm",
    "reauthenticate": f"{_FORMS}.ConfirmCodeForm",
    "activate_totp": f"{_FORMS}.AppForm",
    "add_webauthn": f"{_FORMS}.PasskeyForm",
    "edit_webauthn": f"{_FORMS}.PasskeyNameForm",
}

# Guessing: counted in the database, by account and address together, so that six wrong tries lock
# neither a surgery behind one address nor a person whom somebody wants to keep out.
AXES_FAILURE_LIMIT = 6
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "hearth.web.sign_in.limits.email_tried"
AXES_CLIENT_IP_CALLABLE = "hearth.web.sign_in.limits.address_of"
AXES_LOCKOUT_CALLABLE = "hearth.web.sign_in.limits.too_many_tries"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = [
    "username", "ip_address", "email", "login", "code", "credential", "csrfmiddlewaretoken",
]  # fmt: skip
# How many proxies of our own stand before the server: only they may say where a request is from.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("HEARTH_PROXIES") or 0)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
# allauth's own limits catch slow guessing from many addresses, and floods from one.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,20/15m/key",
    "reset_password": "20/m/ip,5/h/key",
    "second_step": "6/15m/key",
    "open_link": "20/15m/ip",
    "emergency_access": "10/15m/user",
    "ask_public": "10/h/ip,60/d/key",
}
# For each place, and by no address: who says something without a name is not counted by where they
# sit. Each web worker counts in its own memory: allauth keeps the time of each try in a table.
FEEDBACK_AN_HOUR = 60

# A session ends when nothing happens, and after a day's work in any case.
SESSION_IDLE_SECONDS = _minutes("HEARTH_SESSION_MINUTES", 30) * 60
SESSION_IDLE_SECONDS_STAFF = _minutes("HEARTH_STAFF_SESSION_MINUTES", 15) * 60
SESSION_LONGEST_SECONDS = 12 * 60 * 60
# The row must outlive each of these: web/sign_in/sessions.py ends the session, and says why.
SESSION_COOKIE_AGE = SESSION_LONGEST_SECONDS + 60 * 60

OIDC = _provider()
