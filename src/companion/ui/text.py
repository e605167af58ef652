"""Times, dates and durations in the window's language; the words are those of the commands."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from companion.time_words import (
    EVENING,
    Words,
    city,
    count,
    countdown,
    dense,
    difference,
    duration,
    full_day,
    month,
    name_city,
    name_other_cities,
    spoken_duration,
    tr,
    use_translator,
    weekday,
    with_values,
    zone_label,
    zone_short,
    zone_spoken,
)

__all__ = [
    "EVENING",
    "Words",
    "city",
    "count",
    "countdown",
    "dense",
    "difference",
    "duration",
    "full_day",
    "month",
    "name_city",
    "name_other_cities",
    "spoken_duration",
    "tr",
    "weekday",
    "with_values",
    "zone_label",
    "zone_short",
    "zone_spoken",
]

use_translator(lambda text, n: QCoreApplication.translate("Time", text, "", n))
