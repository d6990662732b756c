"""Run the installed `hearth` command as people do: in a process of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HEARTH = Path(sys.executable).with_name("hearth")


@dataclass(frozen=True)
class CommandLine:
    """The command line with one home and a few settings, and nothing else of ours."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)

    def having(self, **settings: str) -> "CommandLine":
        """Return the same command line with more settings."""
        return CommandLine(self.home, self.settings | settings)

    def environment(self) -> dict[str, str]:
        """Return what the process sees: this machine's variables without Hearth's or Django's."""
        ours = ("HEARTH_", "DJANGO_")
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
        return inherited | {"HEARTH_HOME": str(self.home)} | self.settings

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run to the end, for at most two minutes."""
        return subprocess.run(
            [HEARTH, *words], env=self.environment(), capture_output=True, text=True, timeout=400
        )

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start, and leave it running, in a group of processes of its own."""
        return subprocess.Popen(
            [HEARTH, *words],
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
