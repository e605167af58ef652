"""What a typed text finds: every kind of thing, with typos, accents, and nonsense."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from schedules import activity, draft, only_course, schedule_of

from companion import edits
from companion.models import search
from companion.models.activity import Activity, ActivityKind, Stage, Step
from companion.models.appointment import Appointment, coming_day
from companion.models.course import Contact, ContactRole
from companion.models.folding import fold, placed_words
from companion.models.meeting import MeetingKind
from companion.models.occurrence import Override
from companion.models.schedule import Change, Edit, Record, Schedule
from companion.models.search import Found
from companion.models.search_index import WordIndex
from companion.models.search_text import courses_of, excerpt, marked, read_query
from companion.models.search_things import ThingKind
from companion.sample import SAMPLE_NOW, sample_records

NAMES: dict[Enum, str] = {
    kind: str(kind.value).replace("_", " ")
    for kinds in (ThingKind, ActivityKind, MeetingKind, ContactRole)
    for kind in kinds
}
SAMPLE = Schedule.of(sample_records())
NOW = datetime(2026, 10, 27, 11, 40, tzinfo=UTC)


def find(schedule: Schedule, text: str, most: int = 12) -> list[Found]:
    query = read_query(text)
    library = search.library(schedule, NAMES)
    order = search.order_at(library.things, NOW)
    course_id = None
    if query.tag is not None and query.is_tag_complete:
        course_id = courses_of(query.tag, schedule)[0].id
    return library.search(query.words, order, most, course_id) if query.words else []


def titles(schedule: Schedule, text: str, most: int = 12) -> list[str]:
    return [found.thing.texts[0] for found in find(schedule, text, most)]


def works(*names: str) -> Schedule:
    return Schedule.of(activity(f"a{n}", title=name) for n, name in enumerate(names))


def with_records(schedule: Schedule, *records: Record) -> Schedule:
    return schedule.with_(Edit("", tuple(Change(None, record) for record in records)))


# Letters


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("strasse", "Straße"),
        ("aeroskobing", "Ærøskøbing"),
        ("istanbul", "İSTANBUL"),
        ("isi", "\u0131s\u0131"),
        ("full width", "Ｆｕｌｌ　Ｗｉｄｔｈ"),  # noqa: RUF001  # full-width on purpose
        ("елка", "Ёлка"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("احمد", "أَحْمَد"),
        ("学習", "機械学習の入門"),
        ("123", "١٢٣"),
        ("final", "ﬁnal"),
        ("dont", "don’t"),
        ("checkin", "Check-in"),
        ("🎉", "🎉 Party"),
        ("c++", "Learn C++"),
    ],
)
def test_capitals_accents_and_widths_make_no_difference(typed: str, stored: str) -> None:
    assert titles(works(stored, "something else"), typed) == [stored]


def test_voiced_kana_stay_other_letters() -> None:
    assert fold("が") != fold("か")
    assert fold("ｶﾞ") == fold("ガ")


def test_folded_letters_know_where_they_come_from() -> None:
    (first, second) = placed_words("Große 🎉")
    assert (first.word, first.places) == ("grosse", (0, 1, 2, 3, 3, 4))
    assert (second.word, second.places) == ("🎉", (6,))


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing_and_splits_alike(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert [one.word for one in placed_words(text)] == fold(text).split()


# Typos


def one_typo(one: str, other: str) -> bool:
    """Tell whether a letter missing, added, changed or swapped makes one of the other."""
    variants = {one[:n] + one[n + 1 :] for n in range(len(one))}
    back = {other[:n] + other[n + 1 :] for n in range(len(other))}
    swapped = {one[:n] + one[n + 1] + one[n] + one[n + 2 :] for n in range(len(one) - 1)}
    changed = len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return other in variants or one in back or other in swapped or changed


WORDS = st.text("abcdeé", min_size=1, max_size=8)


@given(st.lists(WORDS, max_size=30), WORDS)
def test_every_word_with_one_typo_is_found(words: list[str], typed: str) -> None:
    near = WordIndex([words]).nearly(typed)
    assert near <= set(words)
    if len(typed) >= 4:
        assert {word for word in words if one_typo(typed, word)} <= near
    elif len(typed) < 3:
        assert not near


@pytest.mark.parametrize("typed", ["rdige", "ridg", "riddge", "ridhe", "ridgw", "regualr", "laso"])
def test_a_typo_is_forgiven_also_in_a_word_that_is_only_begun(typed: str) -> None:
    assert titles(works("Ridge and lasso regularization", "Other"), typed)


@pytest.mark.parametrize("typed", ["rig", "ab", "2027", "qqqq"])
def test_short_words_and_numbers_are_taken_as_they_are(typed: str) -> None:
    assert titles(works("abc ridge 2026"), typed) in ([], ["abc ridge 2026"])
    assert titles(works("rag 2026"), typed) == []


TITLE = st.lists(st.text("abcdefgh", min_size=4, max_size=8), min_size=1, max_size=4).map(" ".join)


@given(st.lists(TITLE, min_size=1, max_size=12, unique=True), st.data())
def test_a_title_finds_itself_first(names: list[str], data: st.DataObject) -> None:
    wanted = data.draw(st.sampled_from(names))
    found = find(works(*names), wanted)
    assert found[0].fit is search.Fit.SAME
    assert found[0].thing.texts[0] == wanted


@given(st.lists(TITLE, min_size=1, max_size=12, unique=True), st.data())
def test_a_title_is_found_in_spite_of_one_typo(names: list[str], data: st.DataObject) -> None:
    wanted = data.draw(st.sampled_from(names))
    place = data.draw(st.integers(0, len(wanted) - 1))
    assume(wanted[place] != " ")
    typo = data.draw(
        st.sampled_from(
            [
                wanted[:place] + wanted[place + 1 :],
                wanted[:place] + "k" + wanted[place:],
                wanted[:place] + "k" + wanted[place + 1 :],
            ]
        )
    )
    assert wanted in titles(works(*names), typo, most=20)


@given(st.lists(TITLE, min_size=1, max_size=10, unique=True), st.data())
def test_one_letter_more_of_a_title_keeps_it_found(names: list[str], data: st.DataObject) -> None:
    wanted = data.draw(st.sampled_from(names))
    shown = [wanted in titles(works(*names), wanted[:n]) for n in range(1, len(wanted) + 1)]
    assert all(shown)


@given(st.text(max_size=200))
def test_any_text_can_be_typed(text: str) -> None:
    find(SAMPLE, f"x{text}")
    marked(text, fold(text).split())


@pytest.mark.parametrize(
    "text", ["x" * 5000, "ab " * 2000, "abc " * 20, " ", "\x00\x07", ".*", "(", "[a-z]+\\"]
)
def test_nonsense_finds_nothing(text: str) -> None:
    assert find(SAMPLE, text) == []


def test_a_title_of_many_words_finds_itself_whole() -> None:
    long = " ".join(f"word{n}" for n in range(60))
    assert titles(works(long), long) == [long]
    assert titles(works(long), long + " more") == []


# Order


def test_what_is_near_and_open_comes_before_what_is_done() -> None:
    done = activity("a1", title="Quiz 1", stage=Stage.DONE)
    later = activity("a2", title="Quiz 2", due=None)
    soon = activity("a3", title="Quiz 3")
    assert titles(Schedule.of([done, later, soon]), "quiz") == ["Quiz 3", "Quiz 2", "Quiz 1"]


def test_whole_words_come_before_beginnings_and_these_before_middles_and_typos() -> None:
    names = ("Prelasso", "Lassoing", "Use lasso", "Lassso", "Lasso")
    assert titles(works(*names), "lasso") == [
        "Lasso",
        "Use lasso",
        "Lassoing",
        "Prelasso",
        "Lassso",
    ]


def test_all_words_must_be_found_in_any_order() -> None:
    assert titles(works("Ridge and lasso", "Ridge", "Lasso"), "las rid") == ["Ridge and lasso"]


def test_a_kind_counts_where_no_word_does() -> None:
    quiz = activity("a1", title="Check yourself", kind=ActivityKind.QUIZ)
    named = activity("a2", title="Read the quiz rules")
    assert titles(Schedule.of([quiz, named]), "quiz") == ["Read the quiz rules", "Check yourself"]


def test_a_course_counts_beside_other_words_only() -> None:
    schedule = schedule_of(draft(), draft(code="DV", name="Data Visualization"))
    ml, dv = schedule.courses
    made = [
        activity("a1", title="Quiz", course_id=ml.id),
        activity("a2", title="Quiz", course_id=dv.id),
    ]
    schedule = with_records(schedule, *made)
    assert [f.thing.id for f in find(schedule, "dv quiz")] == ["a2"]
    assert [f.thing.kind for f in find(schedule, "dv")] == [ThingKind.COURSE]
    assert [f.thing.id for f in find(schedule, "#dv quiz")] == ["a2"]
    assert [f.thing.id for f in find(schedule, "#data quiz")] == ["a2"]


# What there is


def test_every_kind_of_thing_is_found() -> None:
    schedule = schedule_of(draft())
    course = only_course(schedule)
    session = schedule.occurrences(course)[8]
    schedule = with_records(
        schedule,
        Contact("c1", course.id, ContactRole.SUPPORT, "Ms Sokolova", "help@example.edu"),
        Override(session.key, note="bring the ridge penalty"),
        activity("a1", title="Set 4", steps=(Step("derive it"),), notes="ask about epsilon"),
        Appointment("b1", "u", "Dentist", datetime(2026, 10, 28, 9), "Europe/Berlin", 30),
    )
    expected = {
        "machine": ThingKind.COURSE,
        "week 9": ThingKind.WEEK,
        "class 9": ThingKind.CLASS,
        "sokolova": ThingKind.CONTACT,
        "help example": ThingKind.CONTACT,
        "penalty": ThingKind.NOTE,
        "set 4": ThingKind.ACTIVITY,
        "derive": ThingKind.STEP,
        "epsilon": ThingKind.NOTE,
        "dentist": ThingKind.APPOINTMENT,
    }
    assert {text: find(schedule, text)[0].thing.kind for text in expected} == expected
    note = find(schedule, "penalty")[0].thing
    assert (note.of, note.id) == (ThingKind.CLASS, session.key)


def test_week_1_is_not_week_10() -> None:
    assert [f.thing.week for f in find(schedule_of(draft()), "week 1")][:1] == [1]


def test_breaks_and_series_are_found_in_the_sample() -> None:
    assert find(SAMPLE, "thanksgiving")[0].thing.kind is ThingKind.BREAK
    assert find(SAMPLE, "office hours")[0].thing.kind is ThingKind.MEETING


def test_only_what_an_edit_touches_is_read_anew() -> None:
    schedule = schedule_of(draft(), draft(code="DV", name="Data Visualization"))
    _, dv = schedule.courses
    before = search.findable(schedule, NAMES)
    added = activity("a1", title="New work", course_id=dv.id)
    after = search.findable(with_records(schedule, added), NAMES)
    assert [one is other for one, other in zip(before, after, strict=True)][1:] == [True, False]


def test_what_was_changed_is_found_anew() -> None:
    schedule = works("Old title")
    assert titles(schedule, "old") == ["Old title"]
    item = schedule.table(Activity)["a0"]
    edit = edits.change_activity(schedule, item._replace(title="New title"))
    assert edit is not None
    assert titles(schedule.with_(edit), "old") == []
    assert titles(schedule.with_(edit), "new") == ["New title"]


def test_a_weekly_appointment_is_at_its_next_day() -> None:
    first, last = datetime(2026, 10, 6, 9), date(2026, 11, 10)
    weekly = Appointment("b1", "u", "Standup", first, "Europe/Berlin", 30, last)
    assert coming_day(weekly, NOW) == date(2026, 11, 3)
    assert coming_day(weekly, datetime(2026, 10, 27, 8, 15, tzinfo=UTC)) == date(2026, 10, 27)
    assert coming_day(weekly, datetime(2027, 1, 1, tzinfo=UTC)) == last


# What is typed, and what is shown of it


def test_signs_tell_what_is_wanted() -> None:
    assert read_query("> exp").is_for_commands
    assert read_query("#ml quiz 9")[0:1] == (("quiz", "9"),)
    assert (read_query("#ml").tag, read_query("#ml").is_tag_complete) == ("ml", False)
    assert read_query("#ML ").is_tag_complete
    assert read_query("plain").tag is None


def test_a_code_is_meant_before_a_name() -> None:
    schedule = schedule_of(draft(code="DV", name="Machines seen"), draft(code="M", name="Other"))
    assert [course.code for course in courses_of("m", schedule)] == ["M", "DV"]
    assert len(courses_of("", schedule)) == 2
    assert courses_of("zz", schedule) == []


def test_the_typed_words_are_marked_where_they_stand() -> None:
    def bold(text: str, typed: str) -> list[str]:
        return [text[start:end] for start, end in marked(text, fold(typed).split())]

    assert bold("Ridge regression", "reg rid") == ["Rid", "reg"]
    assert bold("Straße nach Ærø", "strasse aero") == ["Straße", "Ærø"]
    assert bold("Dataviz", "viz") == ["viz"]
    assert bold("Ridge and lasso", "rdige") == ["Ridge"]
    assert bold("Café 🎉 now", "cafe 🎉") == ["Café", "🎉"]
    assert bold("Nothing here", "zzzz") == []


@given(st.text(max_size=300), st.integers(20, 80))
def test_an_excerpt_stays_on_one_line_and_short(text: str, room: int) -> None:
    shown = excerpt(text, ["a"], room)
    assert len(shown.split("\n")) == 1
    assert len(shown) <= room + 2


def test_an_excerpt_shows_the_word() -> None:
    long = "word " * 50 + "the ridge penalty is small " + "word " * 50
    assert "ridge penalty" in excerpt(long, ["ridge"], 60)
    assert excerpt("short\n note", ["x"], 60) == "short note"


def test_letters_in_order_find_commands() -> None:
    thing = find(works("Export to calendar"), "export")[0].thing
    entry = search.library(works("Export to calendar"), NAMES).things[0]
    assert entry.thing == thing
    assert [f.fit for f in search.in_letters([entry], ["expcal"])] == [search.Fit.LETTERS]
    assert search.in_letters([entry], ["lac"]) == []
    assert search.in_letters([entry], ["e"]) == []


def test_likely_things_of_the_sample_are_courses_and_what_is_near() -> None:
    library = search.library(SAMPLE, NAMES)
    order = search.order_at(library.things, SAMPLE_NOW)
    kinds = [library.things[n].thing.kind for n in order.numbers[:4]]
    assert kinds.count(ThingKind.COURSE) == 4
    assert sorted(order.numbers) == sorted(order.places) == list(range(len(library.things)))
