"""Letters on paper: a PDF for each in a folder, from which an administrator prints them."""

import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from hearth.outside.handing_over import NotNow, Parcel


@dataclass(frozen=True)
class PrintFolder:
    """The folder of letters to print. A letter's reference names its file: there is only one."""

    folder: Path

    def hand_over(self, parcel: Parcel) -> None:
        """Put one PDF in the folder, whole or not at all; raises NotNow when the disk is full."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            half = self.path(parcel.reference).with_suffix(f".{os.getpid()}")
            with half.open("wb") as file:
                file.write(parcel.paper())
                file.flush()
                os.fsync(file.fileno())
            half.replace(self.path(parcel.reference))
        except OSError as error:
            raise NotNow(f"The letter could not be kept ({type(error).__name__}).") from error

    def has(self, reference: UUID) -> bool:
        """Say whether this letter is in the folder already."""
        return self.path(reference).exists()

    def path(self, reference: UUID) -> Path:
        """Where a letter lies."""
        return self.folder / f"{reference}.pdf"
