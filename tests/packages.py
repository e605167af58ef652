"""Course packages for import tests, written here in the shapes that Canvas and others write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

CANVAS = 'xmlns="http://canvas.instructure.com/xsd/cccv1p0"'
_TYPES = {
    "page": "webcontent",
    "quiz": "imsqti_xmlv1p2/imscc_xmlv1p1/assessment",
    "discussion": "imsdt_xmlv1p1",
    "link": "imswl_xmlv1p1",
    "work": "associatedcontent/imscc_xmlv1p1/learning-application-resource",
    "bank": "imsqti_xmlv1p2/imscc_xmlv1p1/question-bank",
}


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def manifest(
    items: str, resources: Mapping[str, tuple[str, str]], title: str = "Statistics"
) -> str:
    """A manifest; resources are by id the kind and the file."""
    listed = "".join(
        f'<resource identifier="{ref}" type="{_TYPES[kind]}" href="{href}">'
        f'<file href="{href}"/></resource>'
        for ref, (kind, href) in resources.items()
    )
    return (
        '<?xml version="1.0"?><manifest identifier="m" '
        'xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" '
        'xmlns:lomimscc="http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest">'
        "<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.1.0</schemaversion>"
        f"<lomimscc:lom><lomimscc:general><lomimscc:title><lomimscc:string>{title}"
        "</lomimscc:string></lomimscc:title></lomimscc:general></lomimscc:lom></metadata>"
        f'<organizations><organization><item identifier="root">{items}</item></organization>'
        f"</organizations><resources>{listed}</resources></manifest>"
    )


def item(title: str, ref: str = "", *inside: str) -> str:
    """An item of the manifest; without a resource a module or a header."""
    named = f' identifierref="{ref}"' if ref else ""
    return f'<item identifier="i{title}"{named}><title>{title}</title>{"".join(inside)}</item>'


def canvas_module(title: str, *items: tuple[str, str, str], state: str = "active") -> str:
    """A module of module_meta.xml; items are content type, title and resource."""
    made = "".join(
        f"<item><content_type>{kind}</content_type><workflow_state>active</workflow_state>"
        f"<title>{name}</title><identifierref>{ref}</identifierref></item>"
        for kind, name, ref in items
    )
    return (
        f"<module><title>{title}</title><workflow_state>{state}</workflow_state>"
        f"<position>1</position><items>{made}</items></module>"
    )


def plain_package() -> bytes:
    """A package without Canvas: two weeks and a welcome, headers among their items."""
    resources = {
        "r1": ("page", "wiki_content/read.html"), "r2": ("link", "l.xml"), "r3": ("quiz", "q.xml"),
        "r4": ("discussion", "d.xml"), "r5": ("page", "hello.html"), "r6": ("bank", "b.xml"),
    }  # fmt: skip
    items = (
        item("Welcome and Start Here", "", item("Hello", "r5"))
        + item(
            "Week 1: Samples", "", item("READ: chapters"), item("Chapter 1", "r1"),
            item("WATCH"), item("Sampling (12:31)", "r2"),
        )
        + item(
            "Week 2: Tests", "", item("Check 2", "r3"), item("Optional: introductions", "r4"),
            item("Old questions", "r6"), item("Lost", "r9"),
        )
    )  # fmt: skip
    return packed({
        "imsmanifest.xml": manifest(items, resources),
        "wiki_content/read.html": "<html><body>" + "word " * 2000 + "</body></html>",
        "hello.html": "<p>hello</p>",
        "l.xml": '<webLink><title>x</title><url href="https://www.youtube.com/watch?v=1"/></webLink>',
        "q.xml": "<questestinterop>SECRET ANSWER</questestinterop>",
        "d.xml": "<topic><title>Introductions</title><text>Say hello</text></topic>",
    })  # fmt: skip


def canvas_package(due: str = "2026-10-31T03:59:00", start: str = "2026-08-31T04:00:00") -> bytes:
    """A package of Canvas: dates in UTC without a sign, a quiz with a time limit."""
    modules = canvas_module(
        "Unit 1", ("ContextModuleSubHeader", "COMPLETE", ""), ("Assignment", "Problem set 1", "a1"),
        ("Quizzes::Quiz", "Check 1", "q1"), ("DiscussionTopic", "Meet", "d1"),
    ) + canvas_module("Unit 2", ("WikiPage", "Hidden page", "p1"), state="unpublished")  # fmt: skip
    resources = {
        "a1": ("work", "a1/a1.html"), "q1": ("quiz", "q1/assessment_qti.xml"),
        "d1": ("discussion", "d1.xml"), "p1": ("page", "wiki_content/p.html"),
    }  # fmt: skip
    return packed({
        "imsmanifest.xml": manifest("", resources),
        "course_settings/course_settings.xml": f'<course identifier="c77" {CANVAS}>'
        f"<title>Statistics</title><course_code>STAT500</course_code><start_at>{start}</start_at>"
        "<time_zone>Eastern Time (US &amp; Canada)</time_zone></course>",
        "course_settings/module_meta.xml": f"<modules {CANVAS}>{modules}</modules>",
        "a1/assignment_settings.xml": f"<assignment {CANVAS}><title>Problem set 1</title>"
        f"<due_at>{due}</due_at><access_code>hush</access_code></assignment>",
        "q1/assessment_meta.xml": f"<quiz {CANVAS}><title>Check 1</title>"
        "<time_limit>25</time_limit><assignment><all_day>true</all_day>"
        "<all_day_date>2026-11-06</all_day_date></assignment></quiz>",
        "q1/assessment_qti.xml": "<questestinterop>SECRET ANSWER</questestinterop>",
        "d1.xml": "<topic><title>Meet</title></topic>",
        "t1.xml": f"<topicMeta {CANVAS}><topic_id>d1</topic_id><assignment>"
        "<due_at>2026-11-02T04:59:00</due_at></assignment></topicMeta>",
    })  # fmt: skip
