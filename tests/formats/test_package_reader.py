"""Course packages become activities by week; questions, answers and codes are never read."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from packages import canvas_module, canvas_package, item, manifest, packed, plain_package
from sources import TODAY

from companion.formats import plain_xml
from companion.formats.package_reader import read, recognises
from companion.formats.readers import read_source
from companion.formats.safe_zip import member_name
from companion.models.source import Source, SourceFailed

SCORM = "<manifest><metadata><schema>ADL SCORM</schema></metadata></manifest>"


def found(content: bytes) -> Source:
    assert recognises(content)
    return read(content, TODAY)


def test_modules_are_weeks_and_headers_hint_at_the_kind() -> None:
    items = {i.title: i for i in found(plain_package()).items}
    assert {t: (i.week, i.kind, i.minutes) for t, i in items.items()} == {
        "Hello": (None, "reading", 5),
        "Chapter 1": (1, "reading", 10),
        "Sampling (12:31)": (1, "video", 13),
        "Check 2": (2, "quiz", None),
        "Optional: introductions": (2, "discussion", None),
        "Lost": (2, "reading", None),
    }
    assert items["Sampling (12:31)"].link == "https://www.youtube.com/watch?v=1"
    assert not items["Hello"].is_expected, "a welcome is no week"
    assert items["Optional: introductions"].is_optional


def test_what_is_left_out_is_told() -> None:
    assert [(s.title, s.reason) for s in found(plain_package()).skipped] == [
        ("Old questions", "question_bank")
    ]
    assert [(s.title, s.reason) for s in found(canvas_package()).skipped] == [
        ("Hidden page", "unpublished")
    ]


def test_canvas_tells_course_dates_and_time_limits() -> None:
    source = found(canvas_package())
    (course,) = source.courses
    assert (course.code, course.zone, course.starts_on, course.weeks) == (
        "STAT500", "America/New_York", date(2026, 8, 31), 2,
    )  # fmt: skip
    items = {i.title: i for i in source.items}
    work, quiz, meet = items["Problem set 1"], items["Check 1"], items["Meet"]
    assert (work.wall, work.zone, work.kind) == (datetime(2026, 10, 31, 3, 59), "UTC", "exercise")
    assert (quiz.wall, quiz.is_all_day, quiz.minutes) == (datetime(2026, 11, 6), True, 25)
    assert meet.wall == datetime(2026, 11, 2, 4, 59)


def test_a_course_of_which_nothing_is_published_is_read_all_the_same() -> None:
    with zipfile.ZipFile(io.BytesIO(canvas_package())) as archive:
        files: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    meta = "course_settings/module_meta.xml"
    files[meta] = files[meta].replace(b">active<", b">unpublished<")
    assert len(found(packed(files)).items) == 4


def with_files(content: bytes, **more: str) -> bytes:
    """A package with other members; "/" is "__" in their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    return packed({**files, **{f"{n.replace('__', '/')}.xml": text for n, text in more.items()}})


def test_work_in_no_module_is_of_no_week_and_taken_announcements_and_hidden_work_are_not() -> None:
    resources = {
        "p1": ("page", "p.html"), "d1": ("discussion", "d1.xml"), "d2": ("discussion", "d2.xml"),
        "a1": ("work", "a1/a.html"), "a2": ("work", "a2/a.html"),
        "w1": ("page", "wiki_content/never-linked.html"),
    }  # fmt: skip
    meta = "<topicMeta><topic_id>{}</topic_id><type>{}</type></topicMeta>"
    source = found(packed({
        "imsmanifest.xml": manifest(item("Week 1", "", item("Page", "p1")), resources),
        "course_settings/course_settings.xml": "<course><title>X</title></course>",
        "d1.xml": "<topic><title>Talk</title></topic>", "t1.xml": meta.format("d1", "topic"),
        "d2.xml": "<topic><title>Hello all</title></topic>",
        "t2.xml": meta.format("d2", "announcement"),
        "a1/assignment_settings.xml": "<assignment><title>Essay</title></assignment>",
        "a2/assignment_settings.xml": "<assignment><title>Old</title><workflow_state>unpublished"
        "</workflow_state></assignment>",
    }))  # fmt: skip
    items = {i.title: (i.week, i.is_expected) for i in source.items}
    assert items == {"Page": (1, True), "Talk": (None, True), "Essay": (None, True)}
    assert source.courses[0].weeks == 1
    assert {s.title: s.reason for s in source.skipped} == {
        "Hello all": "announcement", "Old": "unpublished", "never linked": "no_module",
    }  # fmt: skip


def test_what_only_the_manifest_lists_in_a_module_is_added_to_it() -> None:
    resources = {"a1": ("work", "a1/a.html"), "f1": ("page", "f.html"), "l1": ("link", "l.xml")}
    items = item("Work", "a1") + item("Handout", "f1") + item("Site", "l1")
    modules = canvas_module("Unit 1", ("Assignment", "Work", "a1"), ("ExternalUrl", "Site", "x9"))
    files: dict[str, str | bytes] = {
        "imsmanifest.xml": manifest(item("Unit 1", "", items), resources),
        "course_settings/course_settings.xml": "<course><title>X</title></course>",
        "course_settings/module_meta.xml": f"<modules>{modules}</modules>",
    }
    assert [(i.title, i.week) for i in found(packed(files)).items] == [
        ("Work", 1), ("Site", 1), ("Handout", 1),
    ]  # fmt: skip
    hidden = modules.replace(">active<", ">unpublished<")
    files["course_settings/module_meta.xml"] = f"<modules>{hidden}</modules>"
    assert len(found(packed(files)).items) == 3, "all are hidden, so all are taken"


def test_a_length_in_a_title_makes_a_video_and_counts_before_the_words_of_its_page() -> None:
    resources = {"p1": ("page", "p.html")}
    items = item("Week 1", "", item("The Big Bang (60:00)", "p1"))
    content = packed({"imsmanifest.xml": manifest(items, resources), "p.html": "<p>few words</p>"})
    assert [(i.kind, i.minutes) for i in found(content).items] == [("video", 60)]


@pytest.mark.parametrize(
    ("titles", "weeks"),
    [
        (("Unit 1 · Week 1", "Unit 1 · Week 2", "Unit 2 · Week 3"), [1, 2, 3]),
        (("Welcome", "Week One", "Midterm", "Week Two", "Final Exam", "More"),
         [None, 1, 1, 2, 2, None]),
        (("Semana 1", "Semana 2: Pruebas"), [1, 2]),
        (("M1: Data", "M2: Tests", "Course Resources"), [1, 2, None]),
        (("1. Data", "2. Tests"), [1, 2]),
        (("Data", "Tests", "FAQ", "More tests"), [1, 2, None, 3]),
    ],
)  # fmt: skip
def test_weeks_are_as_the_titles_of_modules_say(
    titles: tuple[str, ...], weeks: list[int | None]
) -> None:
    items = "".join(item(t, "", item(f"Page {n}", "p1")) for n, t in enumerate(titles))
    content = packed({"imsmanifest.xml": manifest(items, {"p1": ("page", "p.html")})})
    assert [i.week for i in found(content).items] == weeks


def test_weeks_may_be_folders_in_one_folder_of_content() -> None:
    items = item(
        "Course Content", "", item("Syllabus", "p1"), item("Week 1", "", item("A", "p1")),
        item("Week 2", "", item("B", "p1")),
    )  # fmt: skip
    content = packed({"imsmanifest.xml": manifest(items, {"p1": ("page", "p.html")})})
    assert {i.title: i.week for i in found(content).items} == {"A": 1, "B": 2, "Syllabus": None}


def test_the_calendar_of_a_package_gives_classes_and_days_off() -> None:
    events = (
        '<events><event identifier="e1"><title>Live class</title><start_at>2026-09-01T22:00:00'
        "</start_at><end_at>2026-09-01T23:20:00</end_at><description>&lt;a href="
        '"https://cmu.zoom.us/j/91234567890"&gt;Join&lt;/a&gt;</description></event>'
        '<event identifier="e2"><title>Fall break</title><all_day>true</all_day><all_day_date>'
        "2026-10-12</all_day_date></event><event><title>Party</title><all_day_date>2026-10-13"
        "</all_day_date></event><event><title>Some day</title></event><event/></events>"
    )
    source = found(with_files(canvas_package(), course_settings__events=events))
    live, off = source.items[-2:]
    assert (live.wall, live.zone, live.minutes) == (datetime(2026, 9, 1, 22), "UTC", 80)
    assert live.link == "https://cmu.zoom.us/j/91234567890"
    assert (off.title, off.until) == ("Fall break", date(2026, 10, 12))
    assert [(s.title, s.reason) for s in source.skipped[1:4]] == [
        ("Party", "whole_day"), ("Some day", "no_time"), ("", "no_title"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "zone"),
    [("Madrid", "Europe/Madrid"), ("Pacific Time (US &amp; Canada)", "America/Los_Angeles"),
     ("America/Bogota", "America/Bogota"), ("Atlantis", "")],
)  # fmt: skip
def test_the_zone_of_a_course_is_a_name_of_rails_or_of_iana(told: str, zone: str) -> None:
    settings = (
        f"<course><title>Statistics</title><course_code>STAT 500-01 FA26</course_code>"
        f"<time_zone>{told}</time_zone></course>"
    )
    (course,) = found(
        with_files(canvas_package(), course_settings__course_settings=settings)
    ).courses
    assert (course.zone, course.code) == (zone, "STAT-500")


def test_an_assignment_of_version_1_3_has_its_dates_in_its_own_file() -> None:
    made = manifest(item("Unit 1", "", item("Essay", "a1")), {"a1": ("page", "a.xml")})
    settings = "<assignment><due_at>2026-09-14T03:59:59</due_at></assignment>"
    content = packed({
        "imsmanifest.xml": made.replace("webcontent", "assignment_xmlv1p0"),
        "a.xml": f"<assignment><extensions>{settings}</extensions></assignment>",
    })  # fmt: skip
    (essay,) = found(content).items
    assert (essay.wall, essay.zone, essay.kind) == (datetime(2026, 9, 14, 3, 59), "UTC", "project")


def test_a_module_of_all_discussions_is_no_week_and_its_work_is_taken() -> None:
    items = item("Cells", "", item("Page", "p1")) + item("Discussions", "", item("Talk", "d1"))
    resources = {"p1": ("page", "p.html"), "d1": ("discussion", "d.xml")}
    content = packed({"imsmanifest.xml": manifest(items, resources), "d.xml": "<topic/>"})
    assert [(i.title, i.week, i.is_expected) for i in found(content).items] == [
        ("Page", 1, True), ("Talk", None, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Lecture 1 slides", "reading"), ("Lecture 1", "video"), ("Homework 2", "exercise"),
     ("Lecture notes: quiz 1", "quiz"), ("About cells", "reading")],
)  # fmt: skip
def test_the_kind_of_a_page_is_told_by_its_title(title: str, kind: str) -> None:
    items = item("Week 1", "", item(title, "p1"))
    content = packed({"imsmanifest.xml": manifest(items, {"p1": ("page", "p.html")})})
    assert [i.kind for i in found(content).items] == [kind]


def test_a_tool_of_a_publisher_is_work_by_its_title() -> None:
    items = item("Week 1", "", item("Publisher homework", "t1"), item("Class recording", "t1"))
    made = manifest(items, {"t1": ("page", "t.xml")}).replace("webcontent", "imsbasiclti_xmlv1p0")
    assert [i.kind for i in found(packed({"imsmanifest.xml": made})).items] == ["exercise", "video"]


def test_answers_and_access_codes_are_never_read() -> None:
    for content in (plain_package(), canvas_package()):
        assert "SECRET" not in repr(found(content))
        assert "hush" not in repr(found(content))


def test_the_keys_of_a_package_survive_a_new_export() -> None:
    first, again = found(canvas_package()), found(canvas_package(due="2026-11-07T04:59:00"))
    assert [i.key for i in first.items] == [i.key for i in again.items]
    assert "package:c77:a1" in [i.key for i in first.items]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"imsmanifest.xml": "<manifest>"}, "xml_broken"),
        ({"imsmanifest.xml": "", "a/imsmanifest.xml": ""}, "package_manifests"),
        ({"imsmanifest.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><manifest/>"}, "xml_broken"),
        ({"imsmanifest.xml": SCORM}, "package_scorm"),
        ({"imsmanifest.xml": "<manifest xmlns:a='http://www.adlnet.org/xsd/adlcp_rootv1p2'/>"},
         "package_scorm"),
        ({"imsmanifest.xml": "<manifest/>", "../../evil.txt": ""}, "zip_outside"),
        ({"imsmanifest.xml": "<manifest/>", "C:/evil.txt": ""}, "zip_outside"),
        ({"imsmanifest.xml": "<manifest/>", **{f"f{n}": "" for n in range(2000)}}, "zip_many"),
        ({"imsmanifest.xml": b"0" * 30_000_000}, "zip_large"),
        ({"imsmanifest.xml": b"0" * 15_000_000}, "zip_large"),
        ({"readme.txt": "no package"}, "source_zip"),
    ],
)  # fmt: skip
def test_a_package_that_is_none_or_means_harm_is_refused(
    files: dict[str, str | bytes], code: str
) -> None:
    with pytest.raises(SourceFailed) as caught:
        read_source(packed(files), TODAY)
    assert caught.value.code == code


def test_a_zip_that_is_cut_off_or_lies_about_its_size_is_refused() -> None:
    whole = plain_package()
    for content in (whole[: len(whole) // 2], whole.replace(b"\x00\x00", b"\x01\x00", 3)):
        try:
            read(content, TODAY)
        except SourceFailed as failure:
            code = failure.code
        else:
            code = "read all the same"
        assert code in ("zip_broken", "source_zip", "zip_large", "read all the same")


def test_deep_nesting_is_refused_and_many_levels_are_walked() -> None:
    with pytest.raises(SourceFailed, match="xml_broken"):
        plain_xml.read_xml(b"<a>" * 200_000)
    nested = item("leaf", "r1")
    for n in range(30):
        nested = item(f"folder {n}", "", nested)
    content = packed({"imsmanifest.xml": manifest(nested, {"r1": ("page", "p.html")})})
    assert len(found(content).items) <= 1


@pytest.mark.parametrize(
    ("href", "name"),
    [("./a%20b.html?x#y", "a b.html"), ("../x", ""), ("/abs", ""), ("c:\\w\\x", "")],
)
def test_members_are_named_inside_the_package_only(href: str, name: str) -> None:
    assert member_name(href) == name
