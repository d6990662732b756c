"""Where the real inputs are, that no one here wrote."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


def shared_data_folder() -> Path:
    """Return the folder of real inputs: HEARTH_SHARED_DATA, else beside the checkout."""
    beside = CHECKOUT.parent / "shared" / "data"
    return Path(os.environ.get("HEARTH_SHARED_DATA") or beside)
