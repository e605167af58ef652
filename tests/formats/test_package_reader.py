"""Course packages become activities by week; questions, answers and codes are never read."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from packages import canvas_package, item, manifest, packed, plain_package
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
        "Sampling (12:31)": (1, "video", None),
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
