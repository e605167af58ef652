"""A file is written whole or not at all."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from companion.exporters.atomic_file import write_whole
from companion.exporters.errors import ExportFailed

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights and links")


def only_file(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


def failure(path: Path, content: bytes = b"new") -> str:
    with pytest.raises(ExportFailed) as caught:
        write_whole(path, content)
    return caught.value.code


def test_a_file_is_written_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "naïve ; name, with\\ odd ✓.ics"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert only_file(tmp_path) == [path.name]


def test_a_missing_folder_is_named(tmp_path):
    assert failure(tmp_path / "gone" / "x.ics") == "folder_missing"
    (tmp_path / "file").write_bytes(b"")
    assert failure(tmp_path / "file" / "x.ics") == "folder_missing"


def test_a_folder_is_not_overwritten(tmp_path):
    assert failure(tmp_path) == "is_directory"


def test_a_name_too_long_is_told(tmp_path):
    assert failure(tmp_path / ("x" * 300)) == "name_long"
    assert only_file(tmp_path) == []


def test_a_name_that_no_system_takes_is_told(tmp_path):
    assert failure(tmp_path / "a\x00b") == "failed"


@posix_only
def test_what_is_no_file_is_not_replaced_by_one(tmp_path):
    # A pipe of our own stands for devices too: were this to fail as root on /dev/null, the
    # machine would lose it.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert failure(pipe) == "not_a_file"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@posix_only
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_or_file_is_told(tmp_path):
    path = tmp_path / "x.ics"
    path.write_bytes(b"old")
    path.chmod(0o400)
    assert failure(path) == "read_only"
    path.chmod(0o600)
    tmp_path.chmod(0o500)
    try:
        assert failure(path) == "read_only"
    finally:
        tmp_path.chmod(0o700)
    assert path.read_bytes() == b"old"


@posix_only
def test_a_link_goes_on_pointing_at_the_file(tmp_path):
    real, link = tmp_path / "real.ics", tmp_path / "link.ics"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@posix_only
def test_rights_of_the_old_file_stay(tmp_path):
    path = tmp_path / "x.ics"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix_only
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "read_only"),
        (errno.EIO, "failed"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace", "open"])
def test_an_error_at_any_step_leaves_the_old_file_and_no_scraps(
    tmp_path, monkeypatch, number, code, step
):
    path = tmp_path / "x.ics"
    path.write_bytes(b"old")

    def fail(*_args, **_options):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, step, fail)  # the operating system, not our own code
    found = failure(path)
    monkeypatch.undo()
    assert found == code
    assert path.read_bytes() == b"old"
    assert only_file(tmp_path) == ["x.ics"]


@posix_only
def test_a_disk_that_really_fills_up_leaves_the_old_file(tmp_path):
    import resource
    import signal

    path = tmp_path / "x.ics"
    path.write_bytes(b"old")
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, former[1]))
    try:
        found = failure(path, b"x" * 200_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)
        signal.signal(signal.SIGXFSZ, handler)
    assert found == "disk_full"
    assert path.read_bytes() == b"old"
    assert only_file(tmp_path) == ["x.ics"]
