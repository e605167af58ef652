"""Every icon that the program names exists, and is drawn in the colour asked for."""

import re
from pathlib import Path

import lucide
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon

import companion.ui
from companion.app import make_application
from companion.models.activity import ActivityKind
from companion.models.meeting import MeetingKind
from companion.ui import icons, theme
from companion.ui.actions import ACTIONS
from companion.ui.pages import PAGES


@pytest.mark.parametrize("name", ["sun", "circle-question-mark", "x", "a-arrow-down", "zap"])
def test_the_quick_way_finds_what_the_package_holds(name: str) -> None:
    ours = re.sub(r"\s+", " ", icons.source(name))
    theirs = lucide._load_icon(name)
    assert "<svg" in ours
    for shape in theirs:
        if "d" in shape.attrib:
            assert shape.attrib["d"] in ours


def test_a_name_that_is_part_of_another_is_not_mistaken() -> None:
    assert icons.source("circle") != icons.source("circle-x")
    with pytest.raises(LookupError, match="no icon named"):
        icons.source("ircle")


def test_every_icon_named_in_a_list_exists() -> None:
    names = {spec.icon for spec in (*ACTIONS, *PAGES) if spec.icon}
    names |= {icons.OF_ACTIVITY[kind] for kind in ActivityKind}
    names |= {icons.OF_MEETING[kind] for kind in MeetingKind}
    for name in names:
        assert icons.source(name), name


def test_every_icon_named_in_the_source_exists() -> None:
    folder = Path(companion.ui.__file__).parent
    call = re.compile(r'(?:IconLabel\(|IconButton\(|icons\.icon\(|icon=)\s*"([a-z0-9-]+)"')
    found = {name for path in folder.rglob("*.py") for name in call.findall(path.read_text())}
    assert len(found) > 10
    for name in found:
        assert icons.source(name), name


def test_an_icon_takes_colour_size_and_ratio() -> None:
    make_application()
    theme.choose("light")
    drawn = icons.pixmap("square", 16, QColor("#ff0000"), 2).toImage()
    assert (drawn.width(), drawn.height()) == (32, 32)
    colors = {drawn.pixelColor(x, 16).name() for x in range(32) if drawn.pixelColor(x, 16).alpha()}
    assert colors == {"#ff0000"}
    assert icons.pixmap("sun", 16, "text2") is icons.pixmap("sun", 16, "text2")


def test_an_icon_of_an_action_follows_the_theme() -> None:
    make_application()
    theme.choose("light")
    icon = icons.icon("square", "text")
    light = icon.pixmap(QSize(16, 16)).toImage()
    theme.choose("dark")
    dark = icon.pixmap(QSize(16, 16)).toImage()
    disabled = icon.pixmap(QSize(16, 16), QIcon.Mode.Disabled).toImage()
    theme.choose("light")
    assert light != dark
    assert disabled != dark
