"""Who may know whom, read from the imports of the source; see docs/architecture.md."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "companion"

# Each unit of the program, a folder or a module of companion/, with the units it may import.
EDITS = {"edits", "course_edits", "planning_edits", "repeat_edits", "timing_edits"}
EDITS |= {"import_edits", "busy_edits"}  # and what comes from outside
EVERY_DAY = {"models", *EDITS, "workspace", "exporters", "importers", "clock"}
WORDS = {"time_words", "change_words", "gap_words", "wording"}
LAYERS: Mapping[str, set[str]] = {
    "models": set(),
    "time_words": {"models"},
    "change_words": {"models", "time_words"},
    "gap_words": {"models", "time_words"},
    "wording": {"models", "time_words"},
    "edits": {"models"},
    "course_edits": {"models", "edits"},
    "repeat_edits": {"models", "edits"},
    "planning_edits": {"models", "edits"},
    "timing_edits": {"models", "edits"},
    "import_edits": {"models", "edits", "course_edits"},
    "busy_edits": {"models", "edits"},
    "clock": {"models"},
    "paths": set(),
    "instance": set(),
    "trouble": set(),
    "resources": set(),
    "sample": {"models", "resources"},
    "formats": {"models"},
    "storage": {"models", "edits", "workspace"},  # workspace declares the Store that it implements
    "importers": {"models", "edits", "formats"},
    "exporters": {"models", "formats"},
    "workspace": {"models", *EDITS, "clock"},
    "ui": EVERY_DAY | WORDS | {"resources", "instance", "trouble"},
    "commands": EVERY_DAY | WORDS | {"bootstrap", "paths", "sample", "trouble"},
    "bootstrap": EVERY_DAY | {"paths", "sample", "storage", "formats"},
}
# These three put the program together and may know everything.
TOP = {"app", "cli", "__main__"}
# What only one part of the program may touch.
OWNERS = {"PySide6": {"ui", "app"}, "shiboken6": {"ui", "app"}, "sqlite3": {"storage"}}
OWNERS |= {"icalendar": {"formats"}, "tzlocal": {"clock"}, "platformdirs": {"paths"}}
IMPORTS = ("from ", "import ")


class Import(NamedTuple):
    """One name of a module that another one imports, by full dotted names."""

    importer: str
    target: str
    line: int
    is_hidden: bool  # inside a function
    has_reason: bool  # a comment about start-up, beside it or above


class Module(NamedTuple):
    """One source file."""

    name: str
    is_package: bool
    text: str


def modules_of(source: Path) -> dict[str, Module]:
    """Read every module below SOURCE, the folder of the package."""
    found = {}
    for path in sorted(source.rglob("*.py")):
        parts = [source.name, *path.relative_to(source).with_suffix("").parts]
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        found[name] = Module(name, is_package, path.read_text(encoding="utf-8"))
    return found


def imports_of(module: Module, known: Mapping[str, Module]) -> Iterator[Import]:
    """Find every import of a module: plain, in a function, for types only, and import_module."""
    tree = ast.parse(module.text)
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    hidden = {id(node) for function in functions for node in ast.walk(function)}
    lines = module.text.splitlines()
    for node in ast.walk(tree):
        for target in targets_of(node, module, known):
            first, last = node.lineno, node.end_lineno  # type: ignore[attr-defined]  # both have it
            reason = any("start-up" in text for text in comments_on(lines, first, last))
            yield Import(module.name, target, first, id(node) in hidden, reason)


def comments_on(lines: list[str], first: int, last: int) -> Iterator[str]:
    """Return the comments in lines FIRST to LAST, and those above the block of imports there."""
    above = first - 2
    while above > 0 and (not lines[above].strip() or lines[above].lstrip().startswith(IMPORTS)):
        above -= 1
    while above > 0 and lines[above].lstrip().startswith("#"):
        above -= 1
    yield from (line.partition("#")[2] for line in lines[above + 1 : last] if "#" in line)


def targets_of(node: ast.AST, module: Module, known: Mapping[str, Module]) -> Iterator[str]:
    """Name what one statement or call imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            package = module.name.split(".")
            package = package[: len(package) - node.level + module.is_package]
            base = ".".join([*package, *([node.module] if node.module else [])])
        for alias in node.names:
            whole = f"{base}.{alias.name}"
            yield whole if whole in known else base
    elif isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func):
        yield from (a.value for a in node.args if isinstance(a, ast.Constant))


def unit_of(name: str, package: str) -> str:
    """Return the folder or module of the package that NAME is in; "" for the package itself."""
    return name.removeprefix(package).lstrip(".").split(".")[0]


def faults_of(source: Path) -> list[str]:
    """Return one sentence for each rule that the package in SOURCE breaks."""
    modules = modules_of(source)
    imports = [found for module in modules.values() for found in imports_of(module, modules)]
    package = source.name
    own = [i for i in imports if i.target.split(".")[0] == package]
    faults = [f"{m.name} has no docstring" for m in modules.values() if not docstring(m)]
    faults += [f for i in imports for f in owner_faults(i, package)]
    faults += [f for i in own for f in layer_faults(i, package)]
    faults += [
        f"{i.importer}:{i.line} hides an own import without a start-up reason"
        for i in own
        if i.is_hidden and not i.has_reason
    ]
    units = {unit_of(name, package) for name in modules} - {""}
    faults += [f"{unit} has no place in LAYERS" for unit in sorted(units - {*LAYERS, *TOP})]
    rings = find_cycles({(i.importer, i.target) for i in own if i.importer != i.target})
    return faults + [f"import cycle: {' → '.join(ring)}" for ring in rings]


def docstring(module: Module) -> str | None:
    """Return the docstring of a module."""
    return ast.get_docstring(ast.parse(module.text))


def owner_faults(found: Import, package: str) -> Iterator[str]:
    """Tell when a module imports a library that belongs to another part."""
    owners = OWNERS.get(found.target.split(".")[0])
    if owners is not None and unit_of(found.importer, package) not in owners:
        yield f"{found.importer}:{found.line} imports {found.target}: only {sorted(owners)} may"


def layer_faults(found: Import, package: str) -> Iterator[str]:
    """Tell when a module imports a part of the program that it must not know."""
    here, there = unit_of(found.importer, package), unit_of(found.target, package)
    if here not in LAYERS or there in ("", here):  # the top knows all; the package is a version
        return
    if there not in LAYERS[here]:
        yield f"{found.importer}:{found.line} imports {found.target}: {here} must not know {there}"


def find_cycles(edges: set[tuple[str, str]]) -> list[list[str]]:
    """Return rings of modules that import each other; none when there is no cycle."""
    after: dict[str, set[str]] = {}
    for importer, target in edges:
        after.setdefault(importer, set()).add(target)
    finished: set[str] = set()
    rings: list[list[str]] = []

    def walk(name: str, trail: list[str]) -> None:
        if name in trail:
            rings.append([*trail[trail.index(name) :], name])
        elif name not in finished:
            for target in sorted(after.get(name, ())):
                walk(target, [*trail, name])
            finished.add(name)

    for name in sorted(after):
        walk(name, [])
    return rings


def test_the_source_keeps_to_the_plan() -> None:
    assert faults_of(SOURCE) == []


def test_the_source_is_read_at_all() -> None:
    modules = modules_of(SOURCE)
    assert "companion.models.schedule" in modules
    found = {i.target for m in modules.values() for i in imports_of(m, modules)}
    assert "companion.models.schedule" in found


SOUND = {
    "__init__.py": '"""P."""\n',
    "models/__init__.py": '"""P."""\n',
    "models/course.py": '"""P."""\nimport datetime\n',
    "storage/__init__.py": '"""P."""\nimport sqlite3\nfrom companion.models import course\n',
    "ui/__init__.py": '"""P."""\n',
    "ui/page.py": '"""P."""\nimport PySide6.QtCore\nfrom companion.models.course import x\n',
    "app.py": '"""P."""\nimport companion.ui.page\nimport companion.storage\n',
}
BROKEN = {
    "no docstring": ("models/week.py", "x = 1\n", "companion.models.week has no docstring"),
    "a layer upwards": (
        "models/week.py",
        '"""P."""\nfrom companion.ui import page\n',
        "models must not know ui",
    ),
    "a layer aside": (
        "ui/list.py",
        '"""P."""\nimport companion.storage\n',
        "ui must not know storage",
    ),
    "a relative import": ("models/week.py", '"""P."""\nfrom ..ui import page\n', "not know ui"),
    "for types only": (
        "models/week.py",
        '"""P."""\nif TYPE_CHECKING:\n    from companion.ui.page import Page\n',
        "models must not know ui",
    ),
    "by name at run time": (
        "models/week.py",
        '"""P."""\nimport_module("companion.ui.page")\n',
        "models must not know ui",
    ),
    "Qt below the window": ("models/week.py", '"""P."""\nimport PySide6.QtCore\n', "only ['app'"),
    "SQL outside storage": ("ui/list.py", '"""P."""\nimport sqlite3\n', "only ['storage']"),
    "iCalendar outside formats": (
        "ui/list.py",
        '"""P."""\ndef f():\n    import icalendar  # start-up: 40 ms\n',
        "only ['formats']",
    ),
    "a hidden own import": (
        "ui/list.py",
        '"""P."""\ndef f():\n    from companion.ui import page\n',
        "ui.list:3 hides an own import",
    ),
    "a unit without a layer": ("helper.py", '"""P."""\n', "helper has no place in LAYERS"),
    "a cycle": (
        "models/course.py",
        '"""P."""\ndef f():\n    # start-up: rare\n    from companion.models import week\n',
        "import cycle: companion.models.course → companion.models.week → companion.models.course",
    ),
}


def write_tree(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a small package and return its folder."""
    for name, text in files.items():
        path = folder / "companion" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "companion"


def test_a_sound_tree_has_no_fault(tmp_path: Path) -> None:
    assert faults_of(write_tree(tmp_path, SOUND)) == []


def test_a_hidden_own_import_with_a_start_up_reason_is_fine(tmp_path: Path) -> None:
    beside = "def f():\n    from companion.ui import page  # start-up: 9 ms\n"
    above = (
        "def g():\n    # start-up:\n    # 9\n    import os\n\n    from companion.ui import page\n"
    )
    tree = write_tree(tmp_path, {**SOUND, "ui/list.py": f'"""P."""\n{beside}{above}'})
    assert faults_of(tree) == []


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_rule_is_told(case: str, tmp_path: Path) -> None:
    name, text, message = BROKEN[case]
    week = {"models/week.py": '"""P."""\nfrom companion.models.course import x\n'}
    faults = faults_of(write_tree(tmp_path, {**SOUND, **week, name: text}))
    assert len(faults) == 1
    assert message in faults[0]
