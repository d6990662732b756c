"""The settings that tests run with: the product's own, in a home that is thrown away."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="hearth-tests-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
(HOME / "static").mkdir()

os.environ["HEARTH_HOME"] = str(HOME)
os.environ["HEARTH_DEMO"] = "1"
# Playwright's synchronous calls run an event loop in the thread that also reads the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from hearth.site.settings import *  # noqa: E402, F403

# A file, as in real life: a database in memory knows neither WAL nor two writers. It is thrown
# away, so nothing needs to survive a power cut.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}  # noqa: F405
    options = DATABASES["default"]["OPTIONS"]  # noqa: F405
    options["init_command"] = options["init_command"].replace("=FULL", "=OFF")

# Argon2 is slow on purpose, and most tests sign someone in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]

# Names without a hash of the content: no need to gather the static files before every run.
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
