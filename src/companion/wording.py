"""Sentences for what went wrong: each code of a fault or failure has one that says what to do.

Used by the commands and the window alike; the window hands in its translator.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from companion.models.faults import Fault, Refused
from companion.time_words import isolated

Translate = Callable[[str], str]
SHOWN = 80

FAULTS = {
    # Names and texts
    "name_empty": "Give the course a name.",
    "name_long": "A name has at most {0} characters; shorten it.",
    "text_long": "This text has at most {0} characters; shorten it.",
    "code_empty": "Give the course a short code, such as ML.",
    "code_form": "A code has 1 to {0} characters, without spaces and without #.",
    "code_taken": "There is a course with the code “{0}” already; “{1}” is free.",
    "color_unknown": "There is no colour “{0}”; choose one of the six.",
    "title_empty": "Say what is to be done.",
    "title_long": "A title has at most {0} characters; put the rest in the notes.",
    "lines_many": "These are {0} lines; paste at most {1} at a time.",
    # Numbers and lengths
    "number_range": "“{0}” is not a whole number from {1} to {2}.",
    "weeks_range": "A course has 1 to {0} weeks.",
    "hours_form": "“{0}” is no band of hours; write it like 8-12.",
    "hours_range": "Hours a week go from 0 to {0}, the smaller number first.",
    "minutes_form": "“{0}” is no length; write it like 25 min or 1 h 30.",
    "minutes_range": "A meeting lasts from {0} minutes to {1} hours.",
    "estimate_range": "“{0}” is out of range; an estimate goes from 1 minute to {1} hours.",
    "gap_form": "“{0}” is no number of minutes; write it like 15 or 1h30.",
    "gap_range": "“{0}” is out of range; give 1 minute to 24 hours.",
    "work_form": "“{0}” is not from one time to another; write it like 09:00-12:00.",
    "work_overlap": "Two of these times overlap; correct one of them.",
    "work_many": "A day has at most {0} working times.",
    "spent_range": "“{0}” is out of range; time spent goes up to {1} hours.",
    "size_form": "“{0}” is no size; write it like 1280x800, from 960x600 to 7680x4320.",
    # Days and times
    "time_form": "“{0}” holds no time of day that there is; write one like 18:30 or 6:30 pm.",
    "range_form": "“{0}” is not from one time to another; write it like 18:30-19:50.",
    "end_equals_start": "“{0}” ends when it begins; give it another end.",
    "weekday_form": "“{0}” is no weekday; write it like Tue or Tuesday.",
    "date_form": "“{0}” is no date; write it as year-month-day, like 2026-08-31.",
    "day_empty": "Write a day, such as fri, 31 Aug 2026 or 2026-08-31.",
    "day_form": "“{0}” is no date; write it like fri, 31 Aug 2026 or 2026-08-31.",
    "day_differs": "“{0}” names a weekday that this date is not; correct one of them.",
    "date_missing": "“{0}” is a day that the calendar does not have; check day and month.",
    "date_range": "The year must be from {0} to {1}.",
    "wall_form": "“{0}” is not a date and a time; write it like 2026-11-05 18:30.",
    "instant_form": "“{0}” is no instant; write it like 2026-10-27T12:40+01:00.",
    "instant_zone": "“{0}” has no offset; add one, like +01:00 or Z.",
    "time_missing": "{0} does not exist in {1}: the clocks skip it that day; choose another time.",
    "time_twice": "{0} comes twice in {1}: the clocks go back that day; choose another time.",
    "unknown_zone": "There is no time zone “{0}”; give one by its name, like Europe/Berlin.",
    "unknown_zone_near": "There is no time zone “{0}”; did you mean {1}?",
    "due_form": "“{0}” is no weekday with a time; write it like Sun 23:59.",
    "due_unclear": "“{0}” is not clear; write a due date like fri, 12 nov 18:00 or 2026-11-12.",
    "plan_past": "“{0}” is over; plan a time that is still to come.",
    # Appointments
    "appointment_empty": "Give the appointment a name.",
    "appointment_range": "An appointment lasts from {0} minutes to {1} hours.",
    "until_backwards": "It ends before it begins; choose a later last day.",
    "until_far": "It comes back for at most {0} years; choose an earlier last day.",
    "until_none": "No day is left; choose a later last day.",
    # Parts of a course
    "meets_form": "“{0}” is no weekly meeting; write it like Tue 18:30-19:50.",
    "meets_kind": "“{0}” is no kind of meeting; there are live, recitation, office-hours and "
    "study-group.",
    "break_form": "“{0}” is no break; write it like 2026-11-23..2026-11-29=Thanksgiving.",
    "break_backwards": "The break ends before it begins; swap its two dates.",
    "break_long": "A break has at most {0} days.",
    "breaks_many": "A course has at most {0} breaks.",
    "meetings_many": "A course has at most {0} weekly meetings.",
    "week_range": "“{0}” is no week of the course; there are weeks 1 to {1}.",
    "attendance_would_be_lost": "Classes that you have marked would lose their day; leave start, "
    "weeks and breaks of the past as they are.",
    "watched_long": "The recording is only {0} long; correct one of them.",
    "recording_range": "A recording lasts at most {0} hours.",
    # Links
    "link_long": "A link has at most {0} characters.",
    "link_characters": "The link holds spaces, backslashes or hidden characters; copy it again.",
    "link_scheme": "A link must begin with https:// or http://.",
    "link_user": "The link carries a user name; take away what stands before the @.",
    "link_host": "The link names no proper site; copy it again.",
    # Quick add
    "unknown_tag": "There is no course {0}; it stays in the title.",
    "unknown_tag_near": "There is no course {0}; did you mean {1}?",
    "given_twice": "“{0}” is a second of its kind and stays in the title.",
    "code_twice": "Two courses have the code {0}; it stays in the title. Give one another code.",
    # Weekly work
    "repeat_course": "“{0}” needs a course, whose weeks it follows; name one, such as #ml.",
    "repeat_no_week": "No week of the course is left for it; choose other weeks.",
    "repeat_weeks": "“{0}” names no weeks of the course; write their numbers, such as 11, 13.",
    # What is stored
    "calendar_name": "Give the calendar a name.",
    "unknown_activity": "There is no activity “{0}”; “companion activities” lists them.",
    "unknown_occurrence": "There is no class “{0}”; “companion agenda --all” lists their keys.",
    "unknown_course": "There is no course “{0}”; “companion courses” lists them.",
    "unknown_mark": "“{0}” is no mark; there are {1}.",
    # Export
    "unknown_target": "“{0}” is no calendar program known here; choose one of {1}.",
    "unknown_kind": "“{0}” cannot be exported; choose from {1}.",
    "no_kinds": "Choose at least one kind of entry.",
    "nothing": "There is nothing to put in the file; choose other courses or kinds.",
    "todo_alone": "To-dos need a file of their own; export them without other kinds.",
    "todo_target": "The import of {0} leaves to-dos out; export them for another program.",
    "reminder_form": "“{0}” is no reminder; write it like 15m, 2h or 1d.",
    "reminder_long": "A reminder comes at most {1} weeks before; “{0}” is longer.",
    "reminders_many": "There can be at most {0} reminders.",
}

STORAGE = {
    "disk_full": "The disk is full, so nothing was stored; free some space and try again.",
    "read_only": "The data folder cannot be written to, so nothing was stored; check its rights.",
    "locked": "Another program holds the data; close it or wait a moment, then try again.",
    "damaged": "The data file is damaged and was left as it is; put a copy of it back.",
    "gone": "The data file is not there, but copies of it are; put one back.",
    "newer": "The data was written by a newer Companion; update this one.",
    "conflict": "The data has changed elsewhere meanwhile, so nothing was stored; try again.",
    "missing": "The data folder is not there and cannot be made; check the path.",
    "unknown_zone": "The data names a time zone that this computer does not know; update its time "
    "zones (tzdata), then start again.",
    "failed": "The data could not be read or stored; nothing was changed.",
    "unexpected": "Something went wrong that should not. What is stored is safe.",
}

BACKUP = {
    "not_ours": "“{0}” is no backup of Companion; choose another file.",
    "is_folder": "“{0}” is a folder; name a file.",
    "no_folder": "The folder of “{0}” is not there; make it, or choose another.",
    "no_file": "There is no file “{0}”; check its name.",
    "damaged": "“{0}” is no whole backup of Companion, so the data was left as it is; choose "
    "another file.",
    "newer": "“{0}” was written by a newer Companion; update this one first.",
}

EXPORT = {
    "folder_missing": "There is no folder “{0}”; make it, or choose another.",
    "read_only": "“{0}” cannot be written to; choose another place.",
    "disk_full": "The disk is full, so “{0}” was not written; free some space and try again.",
    "is_directory": "“{0}” is a folder; add a file name.",
    "not_a_file": "“{0}” is not a file; choose another name, or - for standard output.",
    "name_long": "The name of the file is too long; shorten it.",
    "in_use": "Another program holds “{0}” open; close it there and try again.",
    "failed": "“{0}” could not be written; choose another place.",
    "unknown_zone": "This computer does not know the time zone {0}, so no file was written; "
    "update its time zones (tzdata).",
    "differs": "In the file “{0}” would not have been right ({1}), so it was not written; please "
    "report this.",
    "differs_untimed": "In the file “{0}” would not have been right, so it was not written; please "
    "report this.",
    "differs_whole": "The file would not have been right, so it was not written; please report "
    "this.",
}

IMPORT = {
    # Files and addresses
    "file_missing": "There is no file “{0}”; check its name.",
    "file_folder": "“{0}” is a folder; choose a file in it.",
    "file_unreadable": "“{0}” cannot be read; check who may open it.",
    "address_form": "This is no address of a feed; copy it again, from https:// or webcal:// on.",
    "address_http": "Only https:// and webcal:// addresses are asked; copy it again.",
    "address_local": "{0} is no public site, so it is not asked; save the calendar as a file.",
    "address_elsewhere": "{0} passes the question on to another site; save the calendar as a file.",
    "address_moved": "{0} passes the question on too often; copy the address again.",
    "address_gone": "{0} knows no such feed or wants a password; copy the address again.",
    "address_status": "{0} has trouble of its own ({1}); try again later.",
    "address_slow": "{0} took too long to answer; try again later.",
    "address_unsafe": "The connection to {0} is not safe; try again from another network.",
    "address_offline": "{0} could not be reached; check your connection and try again.",
    # What a source is instead
    "source_empty": "There is nothing in it; download it again.",
    "source_nothing": "It was read, but there is nothing in it to import.",
    "source_pdf": "This is a PDF; copy its table and paste that instead.",
    "source_document": "This is a document; copy its table and paste that instead.",
    "source_old_office": "This is an old Office file; save it as .xlsx or CSV, or paste its table.",
    "source_picture": "This is a picture; there is nothing in it to import.",
    "source_zip": "This is a zip file, but no course package; unpack it and choose a file in it.",
    "source_web_page": "This is a web page, not a calendar; sign in there and download the file.",
    "source_unknown": "This is nothing that can be imported: a calendar, a feed address, a course "
    "package or file, an invitation, a table.",
    # Limits
    "source_large": "It is larger than {0} MB; export a shorter time or a single course.",
    "source_many": "It holds more than {0} entries; export a shorter time or a single course.",
    "source_deep": "It is nested too deeply to be a calendar; download it again.",
    "source_memory": "Reading it takes more memory than allowed; export a shorter time.",
    "source_slow": "Reading it takes too long; export a shorter time or a single course.",
    "source_broken": "It is damaged and could not be read; download it again.",
    # Packages and spreadsheets
    "zip_broken": "The zip file is damaged or locked; download it again.",
    "zip_many": "The zip file holds more than {0} files; ask for a package without media.",
    "zip_twice": "The zip file holds “{0}” twice; ask for another.",
    "zip_outside": "The zip file wants to write outside of itself (“{0}”); do not open it.",
    "zip_large": "“{0}” in the zip file is larger than it may be; ask for a package without media.",
    "package_manifests": "The package has several manifests; ask for a single course.",
    "package_scorm": "This is a SCORM package, to be played by a school’s system; ask for a Common "
    "Cartridge.",
    "xml_broken": "A file in it is damaged and could not be read; download it again.",
    # Single kinds
    "course_file_broken": "The course file is damaged or cut off; ask for it again.",
    "course_file_newer": "The course file was written by a newer Companion; update this one.",
    "course_file_field": "The course file is not right at “{0}”; ask who made it.",
    "table_rows": "The table has more than {0} rows; import a part of it.",
    "table_heads": "The columns are not understood; the first row must name a date or week, and "
    "what is due.",
    "calendar_none": "There is no calendar in it; download it again.",
    "calendar_cut": "It ends in the middle; download it again.",
    "invitation_time": "The invitation says neither when the class is nor where; copy all of it.",
    "invitation_far": "The invitation is for {0}, years away; correct its date and paste it again.",
    "invitation_zone": "The invitation’s time zone “{0}” is not known; paste it in the course’s "
    "form.",
}

# Why an entry of a source is left out, or its row is not ticked.
REASONS = {
    "opens": "only says when something opens",
    "closes": "only says until when something is open; when it is due is there, too",
    "done_before": "was done already",
    "teachers_only": "is for teachers",
    "no_work": "is neither a class nor work",
    "whole_day": "is a whole day without classes or work",
    "cancelled": "is cancelled",
    "no_title": "has no title",
    "no_time": "has no date that there is",
    "unknown_zone": "its time zone is not known",
    "odd_rule": "repeats in a way that cannot be followed",
    "far": "lies more than two years ahead",
    "twice": "is there twice",
    "cut_off": "the file ends in the middle: something is missing",
    "unpublished": "is not published",
    "no_module": "is a page outside of the modules",
    "announcement": "is an announcement",
    "question_bank": "is a bank of questions",
    "not_read": "is of a kind that is not read",
    "weekday_differs": "its weekday is not that of its date: is it last year’s?",
    "old_dates": "is when its dates lie: is it an old syllabus?",
    "partly_off": "is free of some classes only: cancel yours where it is one",
    "no_class_time": "says no time: choose the course whose classes it is for",
    "several_rooms": "is one of several meetings: paste that of your class alone",
    "other_room": "its classes have another link",
    "no_course_then": "is a day off on which no course of yours runs",
    "topic_only": "names a class, but no time and no work",
    "nowhere": "its course is left out",
    "deleted_before": "you deleted it",
    "not_a_week": "seems to belong to no week",
    "kept": "you changed it yourself",
    "past_days": "lies in the past",
    "moves_weeks": "would move the weeks of the course",
    "cannot_be_kept": "is too long or too short to keep",
    "is_done": "done",
    "has_notes": "you added notes",
}


def sentence(fault: Fault, translate: Translate = str) -> str:
    """Return what is wrong with an entry and what to do, as one sentence of plain text."""
    return fill(translate(FAULTS[fault.code]), fault.values)


def sentences(refusal: Refused, translate: Translate = str) -> str:
    """Return the sentences of all faults of a refusal."""
    return " ".join(dict.fromkeys(sentence(fault, translate) for fault in refusal.faults))


def storage_sentence(code: str, translate: Translate = str) -> str:
    """Return why data could not be read or stored, and what to do."""
    return translate(STORAGE.get(code, STORAGE["failed"]))


def export_sentence(code: str, values: Sequence[str], translate: Translate = str) -> str:
    """Return why no calendar file was written, and what to do."""
    if code == "differs":
        code, values = _difference(values)
    return fill(translate(EXPORT.get(code, EXPORT["failed"])), values)


def _difference(values: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Tell which entry is wrong and when it is, as far as that is known; instants in UTC."""
    name, planned, read = (*values, "", "", "")[:3]
    if not name:
        return "differs_whole", ()
    at = planned or read
    if not at:
        return "differs_untimed", (name,)
    return "differs", (name, f"{at[:10]} {at[11:16]} UTC")


def import_sentence(code: str, values: Sequence[str], translate: Translate = str) -> str:
    """Return why nothing could be imported, and what to do."""
    return fill(translate(IMPORT.get(code, IMPORT["source_broken"])), values)


def reason(code: str, translate: Translate = str) -> str:
    """Return why an entry is left out, to stand behind its title."""
    return translate(REASONS.get(code, code))


def fill(template: str, values: Sequence[str]) -> str:
    """Put values in the places of a template, made fit to show."""
    shown = [shown_value(value) for value in values]
    missing = [""] * max(0, template.count("{") - len(shown))
    return template.format(*shown, *missing)


def shown_value(value: str) -> str:
    """Return a value fit for a sentence: one line, no hidden characters, shortened."""
    head = value[: 2 * SHOWN]
    plain = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in head)
    plain = " ".join(plain.split())
    return isolated(plain if len(plain) <= SHOWN else f"{plain[: SHOWN - 1].rstrip()}…")
