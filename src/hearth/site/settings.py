"""Settings, all from environment variables that start with HEARTH_ (docs/reference/settings.md)."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.functional import SimpleLazyObject

from hearth.site import frameworks, jurisdiction, metrics
from hearth.site.home import home_folder
from hearth.site.house_words import house_words
from hearth.site.interests import interests
from hearth.site.secrets import secret_key


def _on(name: str, default: str = "0") -> bool:
    return os.environ.get(name, default).lower() in ("1", "true", "yes", "on")


def _database(address: str, home: Path) -> dict[str, object]:
    if not address:
        return _sqlite(home / "hearth.sqlite3")
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql"):
        raise SystemExit(
            "HEARTH_DATABASE_URL must look like postgresql://name:password@host/database"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path) -> dict[str, object]:
    # FULL: an agreed plan must survive a power cut. IMMEDIATE: readers that write do not collide.
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": pragmas},
    }


DEMO = _on("HEARTH_DEMO")
HOME = home_folder()
SECRET_KEY = secret_key(home=HOME, demo=DEMO)
ANCHOR_FILE = Path(os.environ.get("HEARTH_ANCHOR_FILE") or HOME / "anchors.jsonl")
ANCHOR_EMAIL = os.environ.get("HEARTH_ANCHOR_EMAIL", "")
DEBUG = False
# Whether feeds of the directory may lie inside our own network (an intranet; tests).
FEEDS_INSIDE = _on("HEARTH_FEEDS_PRIVATE")
# Whether FHIR takes a date-time where R4 has a date, with a warning (some clients send them so).
FHIR_LENIENT_DATES = _on("HEARTH_FHIR_LENIENT_DATES")
ALLOWED_HOSTS = os.environ.get("HEARTH_HOSTS", "localhost,127.0.0.1").split(",")
JURISDICTION = jurisdiction.load(os.environ.get("HEARTH_JURISDICTION", "england"))
FRAMEWORK = frameworks.house_of_care()
HOUSE_WORDS = house_words()
INTERESTS = interests()
METRICS = SimpleLazyObject(metrics.catalogue)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "oauth2_provider",
    "hearth.records.audit",
    "hearth.records.outbox",
    "hearth.records.once",
    "hearth.records.people",
    "hearth.records.community",
    "hearth.records.access",
    "hearth.records.plans",
    "hearth.records.measures",
    "hearth.records.results",
    "hearth.records.preparation",
    "hearth.records.appeals",
    "hearth.records.quality",
    "hearth.records.disclosure",
    "hearth.records.referrals",
    "hearth.records.accountability",
    "hearth.records.cohorts",
    "hearth.records.recall",
    "hearth.records.learning",
    "hearth.records.feedback",
    "hearth.records.metrics",
    "hearth.records.meetings",
    "hearth.records.brought",
    "hearth.records.workplan",
    "hearth.records.house",
    "hearth.records.feeds",
    "hearth.records.directory",
    "hearth.records.curation",
    "hearth.records.suggestions",
    "hearth.records.introductions",
    "hearth.records.replies",
    "hearth.records.unmet",
    "hearth.records.activity_packs",
    "hearth.records.exchange",
    "hearth.records.callers",
    "hearth.records.subscriptions",
    "hearth.records.health_links",
    "hearth.records.prompts",
    "hearth.records.bulk_exports",
    "hearth.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hearth.web.sign_in.sessions.SessionsEnd",
    "hearth.web.sign_in.second_step.SecondStep",
    "allauth.account.middleware.AccountMiddleware",
    "hearth.web.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "hearth.site.urls"
WSGI_APPLICATION = "hearth.site.wsgi.application"
AUTH_USER_MODEL = "people.Account"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [Path(__file__).parent.parent / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "hearth.site.jinja.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "hearth.web.context.everywhere",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASES = {"default": _database(os.environ.get("HEARTH_DATABASE_URL", ""), HOME)}
CACHES = {
    "default": {
        # Kept in the database so that every web worker counts the same tries.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "hearth_cache",
    },
    # Of each web worker alone, and gone when it ends: for what no table may hold.
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [Path(__file__).parent.parent / "web" / "static"]
WHITENOISE_USE_FINDERS = DEMO
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SESSION_COOKIE_AGE = int(os.environ.get("HEARTH_SESSION_MINUTES", "30")) * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
HTTPS = _on("HEARTH_HTTPS", "0" if DEMO else "1")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "hearth.web.errors.form_too_old"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

from hearth.site.oauth import *  # noqa: E402, F403  the settings of other software that calls
from hearth.site.sending import *  # noqa: E402, F403  the settings of messages that leave
from hearth.site.sign_in import *  # noqa: E402, F403  the settings of sign-in, kept by idea
