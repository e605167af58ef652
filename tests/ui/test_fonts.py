"""The program brings its own fonts, in the sizes of the design."""

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics

from companion.app import make_application
from companion.ui import fonts


def test_inter_is_loaded_from_the_program_itself() -> None:
    make_application()
    assert {"Inter", "Inter Display"} <= set(QFontDatabase.families())
    assert QFontInfo(fonts.font("body")).family() == "Inter"
    assert QFontInfo(fonts.font("page")).family() == "Inter Display"


def test_digits_stand_in_columns_where_asked() -> None:
    make_application()
    tabular = QFontMetrics(fonts.font("body", True))
    assert tabular.horizontalAdvance("11:11") == tabular.horizontalAdvance("08:08")
    plain = QFontMetrics(fonts.font("body"))
    assert plain.horizontalAdvance("11:11") < plain.horizontalAdvance("08:08")


def test_sizes_scale_and_are_never_hinted() -> None:
    make_application()
    assert fonts.font("hero").pixelSize() == 38
    assert fonts.font("hero", percent=80).pixelSize() == 30
    assert fonts.font("body").hintingPreference() == QFont.HintingPreference.PreferNoHinting
    assert fonts.line("body") == 18
