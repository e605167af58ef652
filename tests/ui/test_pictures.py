"""The pictures show the program in use: a filled form, a first page without courses."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from companion import app
from companion.bootstrap import Options
from companion.models.draft import CourseDraft
from companion.models.schedule import Schedule
from companion.models.source import Source
from companion.sample import SAMPLE_NOW, sample_records
from companion.ui.add_course_page import AddCoursePage
from companion.ui.hero_sheet import HeroSheet
from companion.ui.import_job import Request
from companion.ui.import_page import ImportPage
from companion.ui.widgets.labels import PlainLabel


def seen_pages(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Return what each page said when it was drawn, filled while pictures are drawn."""
    said: dict[str, list[str]] = {}
    propose = AddCoursePage.propose

    def note(page: AddCoursePage, draft: CourseDraft) -> None:
        propose(page, draft)
        window = page.window()
        labels = window.findChildren(PlainLabel)
        said["add-course"] = [*(label.text() for label in labels), page.submit_text()]
        said["courses"] = [course.code for course in page.frame.workspace.schedule.courses]
        said["zone"] = [page.frame.words().zone.key]

    monkeypatch.setattr(AddCoursePage, "propose", note)
    return said


def test_the_form_is_drawn_filled_for_a_student_in_bengaluru(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = seen_pages(monkeypatch)
    app.draw_pictures(Options(is_sample=True), tmp_path, ("light",), pages=("add-course",))
    assert "Add 14 classes" in said["add-course"]
    assert "Bengaluru" in said["add-course"]
    assert said["courses"] == ["PY"]
    assert said["zone"] == ["Asia/Kolkata"]


def test_a_students_own_data_is_drawn_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = seen_pages(monkeypatch)
    own = Options(data_dir=tmp_path / "data")
    written = app.draw_pictures(own, tmp_path, ("dark",), pages=("add-course", "course"))
    assert len(written) == 2
    assert said == {}


@pytest.mark.parametrize("size", [QSize(1280, 800), QSize(960, 600)])
def test_every_state_of_the_hero_is_drawn_on_one_sheet(qtbot: QtBot, size: QSize) -> None:
    sheet = HeroSheet(Schedule.of(sample_records()), SAMPLE_NOW, size)
    qtbot.addWidget(sheet)
    with qtbot.waitExposed(sheet):
        sheet.show()
    said = [card.accessibleName().split(",")[0] for card in sheet.cards]
    assert said == [
        "Next live class",
        "Next live class",
        "Live now",
        "Introduction to Machine Learning",
        "Next live class",
        "Next live class",
        "Next class",
        "Moved from Thu 5 Nov",
    ]
    assert all(card.width() > 500 and card.big._size == 1 for card in sheet.cards)


def test_the_import_is_drawn_with_new_changed_and_removed_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states: list[set[str]] = []
    show = ImportPage.show_found

    def note(page: ImportPage, request: Request, source: Source) -> None:
        show(page, request, source)
        assert page.proposal is not None
        states.append({row.state.value for row in page.proposal.rows})

    monkeypatch.setattr(ImportPage, "show_found", note)
    app.draw_pictures(Options(is_sample=True), tmp_path, ("light",), pages=("import",))
    assert states == [{"new", "changed", "removed"}]
