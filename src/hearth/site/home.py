"""The one folder that holds everything a site keeps: database, secret, built static files."""

import os
from pathlib import Path


def home_folder() -> Path:
    """Return HEARTH_HOME, else `var` under the current folder."""
    return Path(os.environ.get("HEARTH_HOME") or "var").resolve()
