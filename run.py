#!/usr/bin/env python3
"""Start Companion, or run all its checks, from a fresh checkout.

    python3 run.py [ARGUMENTS]         the window, or any command: python3 run.py --sample agenda
    python3 run.py test [ARGUMENTS]    formatting, lint, types and tests; the arguments go to pytest

Standard library only. Whatever is missing is set up first, with a word about it on standard error:
an environment in .venv, the pinned packages, and on Debian and its kin Qt's system libraries.
"""

from __future__ import annotations  # lets an older Python read this far, and be told so

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence

OLDEST = (3, 11)
PYTHON = getattr(sys, "_base_executable", sys.executable)  # not a .venv that may have to go
ROOT = os.path.dirname(os.path.realpath(__file__))
VENV = os.path.join(ROOT, ".venv")
REQUIREMENTS = "requirements-dev.txt"
INPUTS = ("pyproject.toml", "setup.py", REQUIREMENTS, "run.py")

# What Qt's Linux wheels load and do not bring, with the Debian package of each: to draw at all …
DRAWING = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
# … on an X screen …
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# … and on a Wayland one.
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
LIBRARIES = {"drawing": DRAWING, "x11": X11, "wayland": WAYLAND}

MEMORY, MEMORY_NEEDED = "/dev/shm", 2 << 30

OPTIONS_WITH_VALUE = ("--data-dir", "--zone", "--now")
DRAWING_COMMANDS = ("test", "pictures")
NO_DISPLAY = """\
There is no display here (DISPLAY and WAYLAND_DISPLAY are not set), so the window cannot open.
These work without one: python3 run.py agenda, next, courses, export FILE (all: --help), or test."""


def main(arguments: Sequence[str]) -> int:
    """Set up what ARGUMENTS need, then run the program (or the checks); return the exit status."""
    try:
        require_python(sys.version_info[:3])
        wanted = qt_groups(arguments, os.environ, sys.platform)
        set_up(wanted)
    except Stop as stop:
        return say(str(stop), status=1)
    except KeyboardInterrupt:
        return say("Stopped. The next run takes up the set-up again.", status=130)
    except OSError as error:
        return say(f"The set-up in {VENV} failed: {error.strerror or error}.", status=1)
    if arguments[:1] == ["test"]:
        return run_checks(arguments[1:])
    return start(["-P", "-m", "companion", *arguments])


class Stop(Exception):
    """The set-up cannot go on; the text says why and what to do."""


def say(text: str, status: int = 0) -> int:
    """Tell the student TEXT beside the program's own output, and hand STATUS back."""
    print(text, file=sys.stderr, flush=True)
    return status


def require_python(version: Sequence[int]) -> None:
    """Stop unless VERSION can run the program."""
    if tuple(version[:2]) >= OLDEST:
        return
    names = [f"python3.{minor}" for minor in range(20, OLDEST[1] - 1, -1)]
    found = next((name for name in names if run([name, "-c", ""], show=False)), None)
    advice = f"Use this one: {found} run.py" if found else "Install a newer one and use that."
    raise Stop(
        f"Companion needs Python 3.11 or newer; this is {'.'.join(map(str, version))}. {advice}"
    )


def asked_command(arguments: Sequence[str]) -> str | None:
    """Return the command in ARGUMENTS, or None when they ask for the window."""
    rest = iter(arguments)
    for word in rest:
        if word in ("--help", "-h", "--version") or not word.startswith("-"):
            return word
        if word in OPTIONS_WITH_VALUE:
            next(rest, None)
    return None


def qt_groups(arguments: Sequence[str], environ: Mapping[str, str], platform: str) -> list[str]:
    """Return the groups of LIBRARIES that ARGUMENTS need; stop when they need a missing display."""
    if not platform.startswith("linux"):
        return []
    command = asked_command(arguments)
    if command is not None:
        return ["drawing"] if command in DRAWING_COMMANDS else []
    if environ.get("QT_QPA_PLATFORM"):
        return ["drawing"]
    screens = [
        group
        for group, variable in (("x11", "DISPLAY"), ("wayland", "WAYLAND_DISPLAY"))
        if environ.get(variable)
    ]
    if not screens:
        raise Stop(NO_DISPLAY)
    return ["drawing", *screens]


# --- what is there already -----------------------------------------------------------------------


def venv_python() -> str:
    """Return the path of the environment's interpreter, there or not."""
    windows = os.name == "nt"
    return os.path.join(
        VENV, "Scripts" if windows else "bin", "python.exe" if windows else "python"
    )


def fingerprint() -> str:
    """Return what the set-up was made from; another value means that it has to be made again."""
    digest = hashlib.sha256(os.fsencode(ROOT))
    for name in INPUTS:
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    with contextlib.suppress(OSError):  # an interpreter that is gone has no size
        binary = os.path.realpath(venv_python())
        digest.update(f"{binary} {os.stat(binary).st_size} {os.stat(binary).st_mtime_ns}".encode())
    return digest.hexdigest()


def note(name: str) -> str:
    """Return the path of a note that the set-up leaves in the environment."""
    return os.path.join(VENV, f"companion-{name}")


def read_note(name: str) -> str | None:
    """Return the text of a note, or None when there is none."""
    with contextlib.suppress(OSError), open(note(name), "rb") as file:
        return os.fsdecode(file.read())
    return None


def write_note(name: str, text: str) -> None:
    """Write a note whole or not at all."""
    with open(note(name) + ".new", "wb") as file:
        file.write(os.fsencode(text))
    os.replace(note(name) + ".new", note(name))


def set_up(groups: Sequence[str]) -> None:
    """Make whatever the environment and GROUPS of Qt's libraries still lack."""
    now = fingerprint()
    unproved = [group for group in groups if read_note(group) != now]
    environment_ready = read_note("ready") == now
    if environment_ready and not unproved:
        return
    if not environment_ready:
        require_writable()
    provide_system_packages(unproved, [] if environment_ready else missing_venv_package())
    with lock():
        if read_note("ready") != fingerprint():
            make_environment()
        with contextlib.suppress(OSError):  # not ours to write: prove it again next time
            for group in unproved:
                write_note(group, fingerprint())


def require_writable() -> None:
    """Stop unless the environment can be made or changed here."""
    place = VENV if os.path.isdir(VENV) else ROOT
    if not os.access(place, os.W_OK):
        raise Stop(
            f"{place} cannot be written to, so the set-up cannot be kept there: "
            "copy the checkout to a folder of your own and run it from there."
        )


@contextlib.contextmanager
def lock() -> Iterator[None]:
    """Let one set-up of this checkout run at a time; a lock dies with its process."""
    # It locks what is there already (the folder, or a place far behind this file's end):
    # nothing is left behind.
    if sys.platform == "win32":
        import msvcrt  # start-up: only while setting up

        with open(__file__, "rb") as file:
            file.seek(1 << 30)
            with contextlib.suppress(OSError):  # it waits ten seconds, then goes on unlocked
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            yield
    else:
        import fcntl  # start-up: only while setting up

        folder = os.open(ROOT, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up of this checkout is under way; waiting for it …")
            fcntl.flock(folder, fcntl.LOCK_EX)
        except OSError:
            pass  # some network file systems cannot lock a folder
        try:
            yield
        finally:
            os.close(folder)


# --- what the system lacks -----------------------------------------------------------------------


def missing_libraries(groups: Sequence[str]) -> dict[str, str]:
    """Return soname and Debian package of each library of GROUPS that does not load."""
    try:
        import ctypes  # start-up: only while setting up
    except ImportError:  # a Python built without it cannot try them
        return {}

    missing = {}
    for soname, package in [item for group in groups for item in LIBRARIES[group].items()]:
        try:
            ctypes.CDLL(soname)
        except OSError:
            missing[soname] = package
    return missing


def missing_venv_package() -> list[str]:
    """Return the Debian package that lets this Python make an environment, when it cannot."""
    if shutil.which("uv") or importlib.util.find_spec("ensurepip") or is_sound(venv_python()):
        return []
    return ["python{}.{}-venv".format(*sys.version_info)]


def provide_system_packages(groups: Sequence[str], venv_package: Sequence[str]) -> None:
    """Install what the system lacks where that is allowed; else stop with the command to type."""
    missing = missing_libraries(groups)
    packages = sorted({*missing.values(), *venv_package})
    if not packages:
        return
    if not shutil.which("apt-get"):
        lacking = ", ".join([*missing, *(["Python's venv and ensurepip"] if venv_package else [])])
        raise Stop(
            f"This system lacks {lacking}. Install the packages with them, then run this again."
        )
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    by_hand = f"sudo apt-get update && sudo {' '.join(command)}"
    prefix = root_prefix()
    if prefix is None:
        raise Stop(
            f"System packages are missing. Install them with this, then run it again:\n{by_hand}"
        )
    say(f"Installing system packages, a minute or so: {' '.join(packages)}")
    quietly = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    run(
        [*quietly, "apt-get", "-q", "update"], show=False
    )  # may fail for a source that does not matter here
    run([*quietly, *command])
    still = missing_libraries(groups)
    if still:
        raise Stop(
            f"{', '.join(still)} cannot be loaded. Try this and read what it says:\n{by_hand}"
        )


def root_prefix() -> list[str] | None:
    """Return the words that run a command as root without asking, or None where nothing does."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    return sudo if shutil.which("sudo") and run([*sudo, "true"], show=False) else None


def run(command: Sequence[str], *, show: bool = True) -> bool:
    """Run COMMAND in the checkout; tell what it said if it failed and SHOW is on."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
        )
    except FileNotFoundError:  # an environment's python before there is one
        return False
    if done.returncode and show:
        say(done.stdout.decode(errors="replace").rstrip())
    return done.returncode == 0


# --- the environment -----------------------------------------------------------------------------


def is_sound(python: str) -> bool:
    """Tell whether the environment of PYTHON was finished, in this place, and can be added to."""
    if read_note("unfinished") is not None or read_note("made-in") not in (None, ROOT):
        return False
    # A system upgrade can swap the interpreter, which then does not see the packages.
    probe = (
        "import os, sys, sysconfig\n"
        f"new = sys.version_info >= {OLDEST}\n"
        "sys.exit(not (new and os.path.isdir(sysconfig.get_path('purelib'))))"
    )
    runs = os.path.exists(python) and run([python, "-c", probe], show=False)
    return runs and bool(shutil.which("uv") or run([python, "-m", "pip", "--version"], show=False))


def make_environment() -> None:
    """Make .venv, or bring it up to date, with the pinned packages and the project itself."""
    python = venv_python()
    say("Setting up Companion in .venv: some 100 MB to download the first time, a minute or so.")
    fresh = not is_sound(python)
    if fresh:
        remove_environment()
    os.makedirs(VENV, exist_ok=True)
    write_note("unfinished", "")
    write_note("made-in", ROOT)
    if not (fill_with_uv(python, fresh) or fill_with_pip(python)):
        raise Stop(
            "The packages could not be installed; the lines above say why. "
            "Check the network (and the proxy, if there is one), then run this again."
        )
    os.remove(note("unfinished"))
    write_note("ready", fingerprint())
    say("Set-up done.")


def remove_environment() -> None:
    """Remove a .venv that cannot be used, and nothing that it merely points to."""
    if os.path.islink(VENV):
        os.remove(VENV)
    elif os.path.lexists(VENV):
        shutil.rmtree(VENV)


def fill_with_uv(python: str, fresh: bool) -> bool:
    """Install everything with uv; return False when there is none or it could not."""
    uv = shutil.which("uv")
    if uv is None:
        return False
    install = [uv, "pip", "install", "-q", "--python", python]
    return (
        (not fresh or run([uv, "venv", "-q", "--allow-existing", "--python", PYTHON, VENV]))
        and run([*install, "--compile-bytecode", "--require-hashes", "-r", REQUIREMENTS])
        and run([*install, "--no-deps", "--no-build-isolation", "-e", "."])
    )


def fill_with_pip(python: str) -> bool:
    """Install everything with pip, which the environment gets when it has none yet."""
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    install = [*pip, "install", "-q"]
    return (
        (run([*pip, "--version"], show=False) or run([PYTHON, "-m", "venv", VENV]))
        and run([*install, "--require-hashes", "-r", REQUIREMENTS])
        and run([*install, "--no-deps", "--no-build-isolation", "-e", "."])
    )


# --- what was asked for --------------------------------------------------------------------------


def start(arguments: Sequence[str]) -> int:
    """Become the environment's Python with ARGUMENTS; Windows, which cannot, waits for it."""
    command = [venv_python(), *arguments]
    if os.name != "nt":
        os.execv(command[0], command)
    with contextlib.suppress(KeyboardInterrupt):  # the program has had it too and decides itself
        return subprocess.run(command).returncode
    return 130


def memory_folder() -> dict[str, str]:
    """Name a folder in memory for what tests write, where there is one with room: they store
    thousands of edits, each of which waits for the disk otherwise."""
    try:
        has_room = shutil.disk_usage(MEMORY).free > MEMORY_NEEDED and os.access(MEMORY, os.W_OK)
    except OSError:  # not on this system
        return {}
    return {"TMPDIR": MEMORY} if has_room else {}


def run_checks(pytest_arguments: Sequence[str]) -> int:
    """Run format check, lint, types and tests, whatever fails; return 1 when one did."""
    workers = str(min(os.cpu_count() or 1, 4))
    checks = {
        "format": ["ruff", "format", "--check", "."],
        "lint": ["ruff", "check", "."],
        "types": ["mypy"],
        "tests": ["pytest", "-q", "-n", workers, *pytest_arguments],
    }
    environ = {**memory_folder(), **os.environ, "QT_QPA_PLATFORM": "offscreen"}
    failed = []
    for name, command in checks.items():
        say(f"--- {name}: {' '.join(command)}")
        try:
            status = subprocess.run(
                [venv_python(), "-m", *command], cwd=ROOT, env=environ
            ).returncode
        except KeyboardInterrupt:
            return say("Stopped.", status=130)
        failed += [name] * (status != 0)
    return say(f"Failed: {', '.join(failed)}.", status=1) if failed else say("All checks passed.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
