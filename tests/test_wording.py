"""Every code that the program uses has its sentence, and sentences are fit to read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion import wording
from companion.models.faults import Fault, Refused
from companion.models.walltime import WallFault

SOURCE = Path(__file__).parents[1] / "src" / "companion"
TABLES = {
    "FAULTS": wording.FAULTS,
    "STORAGE": wording.STORAGE,
    "BACKUP": wording.BACKUP,
    "EXPORT": wording.EXPORT,
    "IMPORT": wording.IMPORT,
}
SENTENCES = [text for table in TABLES.values() for text in table.values()]
# where the code stands in a call: by function, its place among the arguments and its table
CODE_PLACE = {
    "Fault": (1, wording.FAULTS),
    "refused": (1, wording.FAULTS),
    "StorageFailed": (0, {**wording.STORAGE, **wording.BACKUP}),
    "ExportFailed": (0, wording.EXPORT),
    "SourceFailed": (0, wording.IMPORT),
    "Skipped": (1, wording.REASONS),
}


def used_codes(source: Path, with_ui: bool = False) -> Iterator[tuple[str, str, str]]:
    """Yield (place, function, code) for every code written out below the window, whose forms
    have sentences of their own."""
    for path in sorted(
        set(source.rglob("*.py")) - set(() if with_ui else source.glob("ui/**/*.py"))
    ):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and name in CODE_PLACE:
                place = CODE_PLACE[name][0]
                for found in codes_of(node.args[place] if len(node.args) > place else None):
                    yield f"{path.name}:{node.lineno}", name, found


def codes_of(node: ast.expr | None) -> list[str]:
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return [*codes_of(node.body), *codes_of(node.orelse)]
    if isinstance(node, ast.JoinedStr):  # "time_missing", "time_twice"
        (head, *_) = codes_of(node.values[0])
        return [f"{head}{fault.value}" for fault in WallFault]
    return []


def test_every_code_in_the_source_has_a_sentence() -> None:
    found = list(used_codes(SOURCE))
    assert len(found) > 60
    missing = [entry for entry in found if entry[2] not in CODE_PLACE[entry[1]][1]]
    assert missing == []


def test_every_code_in_a_table_of_codes_has_a_sentence() -> None:
    """Storage and export name the system's errors in tables of their own."""
    from companion.exporters import atomic_file
    from companion.formats import readers
    from companion.importers import reading
    from companion.storage import connection, files

    assert set(atomic_file._CODES.values()) <= set(wording.EXPORT)
    assert {code for _, code in readers._SIGNS} <= set(wording.IMPORT)
    assert set(reading._STATUS.values()) <= set(wording.IMPORT)
    assert {*files._CODES.values(), *connection._CODES.values()} <= set(wording.STORAGE)


def test_every_sentence_of_a_fault_is_used() -> None:
    used = {
        code for _, name, code in used_codes(SOURCE, with_ui=True) if name in ("Fault", "refused")
    }
    assert set(wording.FAULTS) - used == set()


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_is_one_sentence(text: str) -> None:
    assert re.fullmatch(r"[“A-Z{].*[.?]", text)
    assert "\n" not in text
    assert len(text) < 130
    numbers = sorted({int(n) for n in re.findall(r"{(\d)}", text)})
    assert numbers == list(range(len(numbers)))
    assert "'" not in text  # typographic apostrophes


def test_values_are_filled_in_and_the_translator_sees_the_template() -> None:
    seen = []

    def shout(text: str) -> str:
        seen.append(text)
        return text.upper()

    fault = Fault("code", "code_taken", ("ml", "ml2"))
    assert wording.sentence(fault, shout) == (
        "THERE IS A COURSE WITH THE CODE “ml” ALREADY; “ml2” IS FREE."
    )
    assert seen == [wording.FAULTS["code_taken"]]


def test_values_are_shown_short_on_one_line_and_never_as_a_template() -> None:
    shown = wording.sentence(Fault("x", "time_form", ("a\n\x1b[31m{0}\u202e" + "b" * 10_000,)))
    assert shown.startswith("“a [31m{0} bbb")
    assert "…”" in shown
    assert len(shown) < 200


def test_all_faults_of_a_refusal_are_told_once_each() -> None:
    refusal = Refused(
        Fault("name", "name_empty"),
        Fault("code", "code_empty"),
        Fault("breaks.0", "break_backwards"),
        Fault("breaks.1", "break_backwards"),
    )
    assert wording.sentences(refusal) == (
        "Give the course a name. Give the course a short code, such as ML. "
        "The break ends before it begins; swap its two dates."
    )


def test_an_unknown_failure_still_has_a_sentence() -> None:
    assert wording.storage_sentence("new_code") == wording.STORAGE["failed"]
    assert wording.export_sentence("new_code", ("x.ics",)).startswith("“x.ics” could not")
    assert wording.export_sentence("failed", ()) == "“” could not be written; choose another place."


def test_a_wrong_file_is_told_as_far_as_it_is_known() -> None:
    at = "2026-11-05T23:30:00+00:00"
    tell = wording.export_sentence
    assert "“ML live class” would not have been right (2026-11-05 23:30 UTC)," in tell(
        "differs", ("ML live class", at, "")
    )
    assert "(2026-11-05 23:30 UTC)" in tell("differs", ("ML live class", "", at))
    assert "“ML live class” would not have been right, so" in tell("differs", ("ML live class",))
    assert tell("differs", ("", "", "")) == wording.EXPORT["differs_whole"]


def test_a_value_from_right_to_left_leaves_the_rest_of_the_sentence_alone() -> None:
    told = wording.sentence(Fault("due", "due_form", ("مقدمة",)))
    assert told.startswith("“\u2068مقدمة\u2069” is no weekday")
