"""Which dialogs and menus the window has at all, read from its source."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

UI = Path(__file__).parents[2] / "src" / "companion" / "ui"
# what can stand over a page; those that others are made of are left out by having subclasses
PANELS = {"Overlay", "QDialog", "QMessageBox", "FloatingPanel"}


def panels_there_are() -> set[str]:
    """Return the names of all classes of the window that stand over a page."""
    parents: dict[str, list[str]] = defaultdict(list)
    for _, tree in _modules():
        for made in (n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)):
            for base in made.bases:
                parents[getattr(base, "id", getattr(base, "attr", ""))].append(made.name)
    found: set[str] = set()
    todo = [*PANELS]
    while todo:
        name = todo.pop()
        todo += parents[name]
        if name not in PANELS and not parents[name]:
            found.add(name)
    return found


def menus_there_are() -> dict[str, set[tuple[str, str]]]:
    """Return the places that make a menu, and for each the functions of which one shows it."""
    found = {}
    for module, tree in _modules():
        functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
        for one in functions:
            if any(_calls(one, "QMenu")):
                shows = {one.name}
                if one.returns is not None and "QMenu" in ast.unparse(one.returns):
                    shows = {f.name for f in functions if any(_calls(f, one.name))}
                found[f"{module}:{one.name}"] = {(module, name) for name in shows}
    return found


def _calls(function: ast.FunctionDef, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called == name:
                yield node


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(UI.rglob("*.py")):
        yield path.relative_to(UI).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
