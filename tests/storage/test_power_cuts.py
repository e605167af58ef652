"""A power cut at any moment loses nothing that was acknowledged and damages nothing.

The long form: `tests/long/faults.py cuts`.
"""

from pathlib import Path

import power_cuts
import pytest
from power_cuts import Disk
from strace_log import Op, why_not

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "strace works")


def test_a_power_cut_loses_nothing_acknowledged() -> None:
    found = power_cuts.run("session", 8, 60)
    assert found["lost"] == []


@pytest.mark.parametrize("broken", ["synchronous-off", "synchronous-full", "early-ack"])
def test_a_store_that_syncs_too_little_is_caught(broken: str) -> None:
    assert power_cuts.run("edits", 8, 60, "--broken", broken)["lost"]


def test_what_the_model_does_not_know_is_told(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="sendfile"):
        Disk(tmp_path).do(Op("unknown sendfile", str(tmp_path / "x")))
