"""Power cuts at any moment of a recorded session: what a disk could hold then is built and opened.

What was synced is there. Of the writes since, none, all, or any of them, some torn at a sector's
end; of the names changed since their folder was synced, any first part. A sync of a file takes its
own name along, as the common file systems do. Writes that a program makes through mapped memory
cannot be seen: SQLite makes none in this mode.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import drill
from promises import losses, unsound_copies
from strace_log import Op, python, record

SECTOR = 512
WAYS = ("none", "some", "torn", "all")
CRITICAL = ("sync", "remove", "rename", "link", "cut", "say")


class File:
    """What of a file is surely on the disk, and what was written since."""

    def __init__(self) -> None:
        self.safe = bytearray()
        self.pending: list[Op] = []

    def size(self) -> int:
        """Return its length as the program sees it."""
        length = len(self.safe)
        for op in self.pending:
            length = op.at if op.what == "cut" else max(length, op.at + len(op.content))
        return length


class Naming(NamedTuple):
    """A change of a folder: a name goes to a file, or is gone; a rename takes another one away."""

    path: str
    file: File | None
    gone: str = ""


class Disk:
    """The files below one folder, as the program sees them and as they are surely stored."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.seen: dict[str, File] = {}
        self.safe: dict[str, File] = {}
        self.pending: list[Naming] = []

    def do(self, op: Op) -> None:
        """Follow one call. Raises AssertionError for one that this model does not know."""
        assert not op.what.startswith("unknown"), op.what
        if op.what in _DO:
            _DO[op.what](self, op)

    def create(self, op: Op) -> None:
        """A new, empty file; one that is there stays."""
        if op.path not in self.seen:
            self._name(Naming(op.path, File()))

    def write(self, op: Op) -> None:
        """Bytes at a place, or at the end."""
        file = self.seen.get(op.path)
        if file is not None:
            file.pending.append(op if op.at >= 0 else op._replace(what="write", at=file.size()))

    def sync(self, op: Op) -> None:
        """Everything of a file and its name, or all names in a folder."""
        file = self.seen.get(op.path)
        if file is None:
            self._settle(lambda naming: str(Path(naming.path).parent) == op.path)
            return
        for write in file.pending:
            put(file.safe, write)
        file.pending.clear()
        self._settle(lambda naming: naming.path == op.path)

    def remove(self, op: Op) -> None:
        """A name goes."""
        if op.path in self.seen:
            self._name(Naming(op.path, None))

    def rename(self, op: Op) -> None:
        """A name takes the place of another."""
        if op.path in self.seen:
            self._name(Naming(op.other, self.seen[op.path], op.path))

    def link(self, op: Op) -> None:
        """A file gets a second name."""
        if op.path in self.seen:
            self._name(Naming(op.other, self.seen[op.path]))

    def _name(self, naming: Naming) -> None:
        apply(self.seen, naming)
        self.pending.append(naming)

    def _settle(self, is_synced: Callable[[Naming], bool]) -> None:
        for naming in filter(is_synced, self.pending):
            apply(self.safe, naming)
        self.pending = [naming for naming in self.pending if not is_synced(naming)]

    def cut(self, target: Path, way: str, chance: random.Random) -> None:
        """Write what could be there after a power cut at this moment."""
        most = len(self.pending)
        names = dict(self.safe)
        count = {"none": 0, "all": most}.get(way, chance.randint(0, most))
        for naming in self.pending[:count]:
            apply(names, naming)
        for path, file in names.items():
            content = bytearray(file.safe)
            for write in file.pending:
                if way == "all" or (way != "none" and chance.random() < 0.5):
                    put(content, torn(write, chance) if way == "torn" else write)
            place = target / Path(path).relative_to(self.root)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


_DO: dict[str, Callable[[Disk, Op], None]] = {
    "create": Disk.create, "write": Disk.write, "append": Disk.write, "cut": Disk.write,
    "sync": Disk.sync, "remove": Disk.remove, "rename": Disk.rename, "link": Disk.link,
}  # fmt: skip


def apply(names: dict[str, File], naming: Naming) -> None:
    """Change the names of a folder."""
    names.pop(naming.gone, None)
    if naming.file is None:
        names.pop(naming.path, None)
    else:
        names[naming.path] = naming.file


def put(content: bytearray, op: Op) -> None:
    """Write or cut, with zeros where a file grows."""
    content.extend(bytes(max(0, op.at - len(content))))
    if op.what == "cut":
        del content[op.at :]
    else:
        content[op.at : op.at + len(op.content)] = op.content


def torn(op: Op, chance: random.Random) -> Op:
    """Let only the first sectors of a write arrive."""
    sectors = len(op.content) // SECTOR
    if op.what != "write" or not sectors:
        return op
    return op._replace(content=op.content[: SECTOR * chance.randint(1, sectors)])


def recorded(folder: Path, does: str, n: int, *more: str) -> list[Op]:
    """Record a drill in a new folder."""
    words = (drill.__file__, str(folder / "x.db"), "--does", does, "--n", str(n), *more)
    with tempfile.TemporaryDirectory() as name:
        return record(python(*words), folder, Path(name) / "log")


def cuts(folder: Path, ops: list[Op], count: int, seed: int = 1) -> list[str]:
    """Cut the power at so many moments of a recorded drill; what was lost, by moment."""
    chance = random.Random(seed)
    disk, said, lost, done = Disk(folder), list[str](), list[str](), 0
    for number, moment in enumerate(moments(ops, count, chance)):
        for op in ops[done : moment + 1]:
            if op.what == "say":
                said += op.content.decode().splitlines()
            disk.do(op)
        done = moment + 1
        way = WAYS[number % len(WAYS)]
        found = cut_once(disk, said, way, chance)
        lost += [f"after {moment} of {len(ops)} calls, {way}: {what}" for what in found]
    return lost


def cut_once(disk: Disk, said: Iterable[str], way: str, chance: random.Random) -> list[str]:
    """Build what is left and look at it as the next start would."""
    with tempfile.TemporaryDirectory() as name:
        left = Path(name)
        disk.cut(left, way, chance)
        return [*losses(said, left / "x.db"), *unsound_copies(left)]


def moments(ops: list[Op], count: int, chance: random.Random) -> list[int]:
    """Choose moments, most of them right after a call on which much hangs."""
    critical = [n for n, op in enumerate(ops) if op.what in CRITICAL]
    return sorted(
        chance.choice(critical) if chance.random() < 0.6 else chance.randrange(len(ops))
        for _ in range(count)
    )


def run(does: str, n: int, count: int, *more: str) -> dict[str, object]:
    """Record a drill and cut its power so many times."""
    folder = Path(tempfile.mkdtemp())
    try:
        ops = recorded(folder, does, n, *more)
        return {"cuts": count, "calls": len(ops), "lost": cuts(folder, ops, count)}
    finally:
        shutil.rmtree(folder)
