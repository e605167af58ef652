"""The window’s source makes nothing that could take a text for markup, whatever a test shows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

UI = Path(__file__).parents[1] / "src" / "companion" / "ui"
# Qt guesses the format of what these show, or they exist to show markup
GUESSING = {
    "QLabel", "QMessageBox", "QErrorMessage", "QInputDialog", "QProgressDialog", "QSplashScreen",
    "QTextBrowser", "QToolTip", "QWhatsThis", "QStaticText", "QSystemTrayIcon", "setHtml",
    "setMarkdown", "insertHtml", "appendHtml", "setWhatsThis", "RichText", "AutoText",
    "MarkdownText", "setOpenExternalLinks",
}  # fmt: skip
# they set the format to plain, and a test looks at them
ALLOWED = {
    "widgets/labels.py": {"QLabel"},
    "dialogs/not_opened.py": {"QLabel", "QMessageBox", "setOpenExternalLinks"},
}
# nothing but a sentence of our own comes in by these names
OWN_WORDS = {"dialogs/export.py": {"why_not", "self.save_button.toolTip()"},
             "widgets/labels.py": {"hint"},
             "timeline_page.py": {"f'{button.text()} (Ctrl {number})'"}}  # fmt: skip


def faults(name: str, source: str) -> Iterator[str]:
    """Return what in a module could show a text as markup."""
    for node in ast.walk(ast.parse(source)):
        word = getattr(node, "id", None) or getattr(node, "attr", None)
        if word in GUESSING - ALLOWED.get(name, set()):
            yield f"{name}:{node.lineno} uses {word}"  # type: ignore[attr-defined]
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "setToolTip":
            unsafe = [*_unsafe(node.args[0], OWN_WORDS.get(name, set()))]
            yield from (f"{name}:{node.lineno} makes a tip of {text}" for text in unsafe)


def _unsafe(tip: ast.expr, allowed: set[str]) -> Iterator[str]:
    """Return the parts of a tip that are neither escaped nor a constant sentence."""
    if isinstance(tip, ast.IfExp):
        yield from _unsafe(tip.body, allowed)
        yield from _unsafe(tip.orelse, allowed)
        return
    called = getattr(tip.func, "attr", getattr(tip.func, "id", "")) if _is_call(tip) else ""  # type: ignore[attr-defined]
    is_sentence = called == "tr" and all(isinstance(a, ast.Constant) for a in tip.args)  # type: ignore[attr-defined]
    if not (isinstance(tip, ast.Constant) or called == "tooltip_text" or is_sentence):
        text = ast.unparse(tip)
        if text not in allowed:
            yield text


def _is_call(node: ast.expr) -> bool:
    return isinstance(node, ast.Call)


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda p: str(p.relative_to(UI)))
def test_nothing_in_a_module_could_show_markup(path: Path) -> None:
    name = path.relative_to(UI).as_posix()
    assert [*faults(name, path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "source",
    [
        "QLabel(title)", "box = QtWidgets.QMessageBox()", "field.setHtml(notes)",
        "self.setToolTip(course.name)", "self.setToolTip(tr('Open %1', name))",
        "self.setToolTip(tooltip_text(a) if a else b)", "label.setTextFormat(Qt.RichText)",
    ],
)  # fmt: skip
def test_what_could_show_markup_is_found(source: str) -> None:
    assert [*faults("x.py", source)]


def test_what_is_plain_is_left_alone() -> None:
    source = "self.setToolTip(tooltip_text(name) if name else '')\nx.setToolTip(self.tr('Close'))"
    assert [*faults("x.py", source)] == []
