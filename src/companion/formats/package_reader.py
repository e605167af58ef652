"""Reads a course package (Common Cartridge 1.0 to 1.3, with Canvas's extras): modules are weeks.

Quiz contents and access codes are never read: of a quiz only title, dates and time limit.
"""

from __future__ import annotations

import re
from datetime import date

from companion.formats.foreign_text import clean_link, clean_title
from companion.formats.package_canvas import CanvasExtras, Leaf, Module, read_extras
from companion.formats.package_events import dated_of
from companion.formats.package_kinds import (
    is_by_type,
    is_optional,
    is_utility,
    kind_of_item,
    minutes_of_page,
)
from companion.formats.package_modules import (
    ANNOUNCEMENT,
    modules_of,
    pages_left_over,
    weeks_of,
)
from companion.formats.plain_xml import Element, read_xml
from companion.formats.safe_zip import SafeZip, is_zip
from companion.models.activity import ActivityKind
from companion.models.draft import MAX_CODE
from companion.models.import_limits import MAX_ITEMS
from companion.models.source import (
    ItemSort,
    Skipped,
    Source,
    SourceCourse,
    SourceFailed,
    SourceItem,
)
from companion.models.source_titles import code_in, minutes_of_title

MANIFEST = "imsmanifest.xml"


def recognises(content: bytes) -> bool:
    """Tell whether bytes are a zip with a manifest."""
    return is_zip(content) and MANIFEST.encode() in content


def read(content: bytes, today: date) -> Source:
    """Return the activities of a course package. Raises SourceFailed."""
    del today
    package = SafeZip(content)
    found = [name for name in package.names() if name.rpartition("/")[2] == MANIFEST]
    if len(found) != 1:
        raise SourceFailed("package_manifests" if found else "source_zip")
    root = found[0].removesuffix(MANIFEST)
    content = package.read(found[0])
    manifest = read_xml(content)
    schema = manifest.value("metadata", "schema").casefold()
    if "scorm" in schema or "adl" in schema or b"/xsd/adlcp_" in content:
        raise SourceFailed("package_scorm")
    extras = read_extras(package, root)
    resources = {r.get("identifier"): r for r in manifest.walk() if r.name == "resource"}
    modules = modules_of(manifest, resources, extras)
    title = extras.title or _title(manifest)
    return _source(package, root, title, modules, resources, extras)


def _title(manifest: Element) -> str:
    general = next((e for e in manifest.walk() if e.name == "general"), None)
    found = general.first("title") if general is not None else None
    text = next((e.text for e in found.walk() if e.text), "") if found is not None else ""
    return clean_title(text, 200)


# From modules to items


def _source(
    package: SafeZip,
    root: str,
    title: str,
    modules: list[Module],
    resources: dict[str, Element],
    extras: CanvasExtras,
) -> Source:
    all_hidden = not any(leaf.is_published for module in modules[:-1] for leaf in module.leaves)
    label = title or "Course"
    items: list[SourceItem] = []
    skipped: list[Skipped] = []
    seen: set[str] = set()
    weeks = weeks_of(modules)
    prefix = f"package:{extras.course_id or code_in(label)}"
    for number, module in enumerate(modules):
        for leaf in module.leaves:
            reason = _reason(leaf, all_hidden)
            if reason:
                skipped.append(Skipped(leaf.title, reason))
                continue
            key = f"{prefix}:{leaf.ref or leaf.title}"[:190]
            key = key if key not in seen else f"{key}#{len(items)}"
            seen.add(key)
            items.append(
                _item(package, root, key, label, module, leaf, weeks[number], resources, extras)
            )
            if len(items) > MAX_ITEMS:
                raise SourceFailed("source_many", f"{MAX_ITEMS:,}")
    for entry in dated_of(extras, label, f"{prefix}:event"):
        if isinstance(entry, Skipped):
            skipped.append(entry)
        else:
            items.append(entry)
    skipped += pages_left_over(modules, resources)
    course = SourceCourse(
        label, extras.code[:MAX_CODE] or code_in(label), label[:200], extras.zone,
        extras.starts_on, max((w for w in weeks if w), default=None),
    )  # fmt: skip
    return Source("package", label, tuple(items), tuple(skipped), (course,))


def _reason(leaf: Leaf, all_hidden: bool) -> str:
    """Return why an entry is left out, else empty."""
    if not leaf.is_published and not all_hidden:
        return "unpublished"
    if not leaf.title:
        return "no_title"
    if leaf.type == ANNOUNCEMENT:
        return "announcement"
    if "question-bank" in leaf.type:
        return "question_bank"
    return "not_read" if re.match(r"imsapip|imsiwb|idpfepub", leaf.type) else ""


def _item(
    package: SafeZip,
    root: str,
    key: str,
    label: str,
    module: Module,
    leaf: Leaf,
    week: int | None,
    resources: dict[str, Element],
    extras: CanvasExtras,
) -> SourceItem:
    link = leaf.link or _web_link(package, root, leaf)
    page = package.read(root + leaf.href) if leaf.href.endswith((".html", ".htm")) else b""
    kind = kind_of_item(leaf.type, leaf.title, leaf.header, leaf.href, link, page)
    dates = extras.dates_of(leaf.ref, resources)
    told = minutes_of_title(leaf.title)
    minutes = dates.minutes if kind is ActivityKind.QUIZ else told or minutes_of_page(kind, page)
    return SourceItem(
        key, ItemSort.DUE, leaf.title, label, dates.wall, dates.zone, minutes,
        dates.is_all_day, link=clean_link(link), kind=kind.value, week=week,
        is_optional=is_optional(leaf.title, leaf.header),
        is_expected=module.is_loose or is_by_type(module.title)
        or (week is not None and not is_utility(module.title)),
    )  # fmt: skip


def _web_link(package: SafeZip, root: str, leaf: Leaf) -> str:
    """Return the address of a web link, from the small file that holds it."""
    if not leaf.type.startswith("imswl") or not leaf.href:
        return ""
    content = package.read(root + leaf.href)
    if not content:
        return ""
    try:
        found = read_xml(content).first("url")
    except SourceFailed:
        return ""
    return found.get("href") if found is not None else ""
