"""A disk that refuses loses nothing that was acknowledged, ends nothing with a traceback, and is as
good as before afterwards.

The long forms: `tests/long/faults.py calls disks`.
"""

import disk_faults
import pytest
import strace_log

BROKEN = ["swallows", "crashes"]
can_watch = pytest.mark.skipif(bool(strace_log.why_not()), reason=strace_log.why_not() or "it can")
can_mount = pytest.mark.skipif(
    bool(disk_faults.why_not()), reason=disk_faults.why_not() or "it can"
)


@can_watch
def test_a_call_that_fails_loses_nothing() -> None:
    assert disk_faults.failing_calls(6)["lost"] == []


@can_mount
def test_a_disk_that_runs_full_loses_nothing() -> None:
    found = disk_faults.full_disks(8)
    assert found["lost"] == []
    assert found["refused"]


@can_watch
@pytest.mark.parametrize("broken", BROKEN)
def test_a_store_that_hides_or_drops_a_failed_call_is_caught(broken: str) -> None:
    assert disk_faults.failing_calls(3, "--broken", broken)["lost"]


@can_mount
@pytest.mark.parametrize("broken", BROKEN)
def test_a_store_that_hides_or_drops_a_full_disk_is_caught(broken: str) -> None:
    assert disk_faults.full_disks(3, "--broken", broken)["lost"]
