import os
import subprocess
import sys

from tests.real_inputs import CHECKOUT, shared_data_folder


def test_the_verification_suite_is_reported_as_absent_without_its_inputs(tmp_path):
    nowhere = str(tmp_path / "nowhere")
    ours = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}

    said = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/verification"],
        cwd=CHECKOUT,
        env=ours | {"HEARTH_SHARED_DATA": nowhere},
        capture_output=True,
        text=True,
        timeout=120,
    ).stdout

    assert f"verification: absent, no real inputs at {nowhere}" in said
    assert "passed" not in said


def test_real_inputs_can_be_kept_anywhere(monkeypatch, tmp_path):
    monkeypatch.setenv("HEARTH_SHARED_DATA", str(tmp_path))

    assert shared_data_folder() == tmp_path
