"""What every test runs under: no screen, no real data, strict warnings, repeatable examples."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

# Before anything imports PySide6: without a screen Qt aborts the interpreter.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hypothesis import HealthCheck, settings

# A shared machine stalls now and then, which a deadline would report as a fault of the code.
settings.register_profile(
    "here", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
XDG = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")


@pytest.fixture(autouse=True, scope="session")
def _no_real_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let nothing that a test starts find the data or the settings of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in (*HOMES, *XDG):
            patch.setenv(name, str(home))
        yield
