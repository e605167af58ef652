"""What Canvas adds to a course package: the course's facts, its modules, dates and time limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from companion.formats.calendar_times import UTC_NAME
from companion.formats.foreign_text import clean_title
from companion.formats.plain_xml import Element, read_xml
from companion.formats.safe_zip import SafeZip, member_name
from companion.formats.zoom_times import zone_named
from companion.models.draft import MAX_CODE
from companion.models.source import SourceFailed
from companion.models.source_titles import code_in
from companion.models.walltime import FIRST_YEAR, LAST_YEAR, is_zone

_SETTINGS = "course_settings/"
_MOST_MINUTES = 1440


class Leaf(NamedTuple):
    """One entry of a module: its resource, the sub-header above it, the type that the resource or
    Canvas gives it, and what it leads to."""

    ref: str
    title: str
    header: str
    type: str
    href: str = ""
    link: str = ""
    is_published: bool = True


class Module(NamedTuple):
    """One module, in the course's order; is_loose: what stands in none."""

    title: str
    leaves: tuple[Leaf, ...]
    is_loose: bool = False


class Dates(NamedTuple):
    """When an entry is due, and how many minutes a quiz may take."""

    wall: datetime | None = None
    zone: str = ""
    is_all_day: bool = False
    minutes: int | None = None


class CanvasExtras(NamedTuple):
    """The settings that Canvas writes beside the manifest; all empty in other packages."""

    package: SafeZip
    root: str
    title: str = ""
    code: str = ""
    course_id: str = ""
    zone: str = ""
    starts_on: date | None = None
    topics: dict[str, Element] = {}  # noqa: RUF012  # never changed

    def modules(self, resources: dict[str, Element]) -> list[Module]:
        """Return the modules as Canvas keeps them; none without."""
        meta = read_part(self.package, f"{self.root}{_SETTINGS}module_meta.xml")
        found = list(meta.all("module")) if meta is not None else []
        found.sort(key=lambda module: _number(module.value("position")) or 0)
        return [Module(clean_title(m.value("title")), tuple(_leaves(m, resources))) for m in found]

    def is_assignment(self, ref: str) -> bool:
        """Tell whether a resource is an assignment of Canvas."""
        return self.package.has(f"{self.root}{ref}/assignment_settings.xml")

    def is_announcement(self, ref: str) -> bool:
        """Tell whether a topic only announces something."""
        topic = self.topics.get(ref)
        return topic is not None and topic.value("type") == "announcement"

    def is_unpublished(self, ref: str) -> bool:
        """Tell whether the settings of work hide it from students."""
        found = self._settings_of(ref)
        return found is not None and found.value("workflow_state") == "unpublished"

    def _settings_of(self, ref: str) -> Element | None:
        """Return the settings of an assignment, a quiz or a discussion."""
        for name in ("assignment_settings.xml", "assessment_meta.xml"):
            found = read_part(self.package, f"{self.root}{ref}/{name}")
            if found is not None:
                return found
        return self.topics.get(ref)

    def _file_of(self, resource: Element | None) -> Element | None:
        """Return the file of an assignment of Common Cartridge 1.3: it holds Canvas's settings."""
        if resource is None or not resource.get("type").startswith("assignment_xml"):
            return None
        file = resource.first("file")
        href = resource.get("href") or (file.get("href") if file is not None else "")
        return read_part(self.package, f"{self.root}{member_name(href)}")

    def title_of(self, ref: str, resource: Element) -> str:
        """Return the title of work that no module names: of its settings, or of its topic."""
        file = resource.first("file")
        href = resource.get("href") or (file.get("href") if file is not None else "")
        for name in (f"{ref}/assignment_settings.xml", f"{ref}/assessment_meta.xml",
                     member_name(href)):  # fmt: skip
            found = read_part(self.package, f"{self.root}{name}") if name.endswith(".xml") else None
            if found is not None and found.value("title"):
                return clean_title(found.value("title"))
        return ""

    def dates_of(self, ref: str, resources: dict[str, Element]) -> Dates:
        """Return the dates of an assignment, a quiz or a discussion by its resource."""
        found = self._settings_of(ref) or self._file_of(resources.get(ref)) or resources.get(ref)
        return _dates(found) if found is not None else Dates()


def read_extras(package: SafeZip, root: str) -> CanvasExtras:
    """Return what Canvas wrote beside the manifest, if it was Canvas."""
    settings = read_part(package, f"{root}{_SETTINGS}course_settings.xml")
    context = read_part(package, f"{root}{_SETTINGS}context.xml")
    if settings is None:
        return CanvasExtras(package, root)
    zone = settings.value("time_zone")
    starts = moment_of(settings.value("start_at"))
    return CanvasExtras(
        package, root, clean_title(settings.value("title"), 200),
        _code(clean_title(settings.value("course_code"), 60)),
        (context.value("course_id") if context is not None else "")[:40]
        or settings.get("identifier")[:40],
        zone if zone and is_zone(zone) else zone_named(zone),
        starts.date() if starts is not None else None, _topics(package, root),
    )  # fmt: skip


def _code(text: str) -> str:
    is_code = 0 < len(text) <= MAX_CODE and not any(c.isspace() or c == "#" for c in text)
    return text if is_code else code_in(text) if text else ""


def _topics(package: SafeZip, root: str) -> dict[str, Element]:
    """Return the settings of discussions by the topic that they are about."""
    found = {}
    for name in package.names():
        inside = name.removeprefix(root)
        if inside.endswith(".xml") and "/" not in inside and inside != "imsmanifest.xml":
            meta = read_part(package, name)
            if meta is not None and meta.name == "topicMeta":
                found[meta.value("topic_id")] = meta
    return found


def read_part(package: SafeZip, name: str) -> Element | None:
    """Return a small file of settings, or None where there is none or it is broken."""
    content = package.read(name) if package.has(name) else b""
    try:
        return read_xml(content) if content else None
    except SourceFailed:
        return None


def _leaves(module: Element, resources: dict[str, Element]) -> Iterator[Leaf]:
    header = ""
    is_shown = module.value("workflow_state") != "unpublished"
    for item in (i for items in module.all("items") for i in items.all("item")):
        kind = item.value("content_type")
        title = clean_title(item.value("title"))
        if kind == "ContextModuleSubHeader":
            header = title
            continue
        ref = item.value("identifierref")
        resource = resources.get(ref)
        href = resource.get("href") if resource is not None else ""
        yield Leaf(
            ref or item.get("identifier"), title, header, kind, member_name(href),
            item.value("url"), is_shown and item.value("workflow_state") != "unpublished",
        )  # fmt: skip


def _dates(settings: Element) -> Dates:
    """Return the dates that stand in settings, or in the assignment within them: the first."""
    time_limit = _number(settings.value("time_limit"))
    minutes = time_limit if time_limit and time_limit <= _MOST_MINUTES else None
    inner = [settings, *(e for e in settings.walk() if e.name == "assignment")]
    for part in inner:
        day = moment_of(part.value("all_day_date"))
        if day is not None and part.value("all_day") == "true":
            return Dates(datetime.combine(day.date(), datetime.min.time()), "", True, minutes)
        due = moment_of(part.value("due_at"))
        if due is not None:
            return Dates(due, UTC_NAME, False, minutes)
    return Dates(minutes=minutes)


def moment_of(text: str) -> datetime | None:
    """Read "2018-01-08T05:59:00", UTC without a sign; None for nothing and for "never"."""
    try:
        found = datetime.fromisoformat(text.strip().removesuffix("Z")[:19])
    except ValueError:
        return None
    if found.tzinfo is not None or not FIRST_YEAR <= found.year <= LAST_YEAR - 1:
        return None
    return found.replace(second=0, microsecond=0)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
