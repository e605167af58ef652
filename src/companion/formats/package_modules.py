"""The modules of a course package with their entries, from the manifest and from Canvas's own list;
and what stands in none of them."""

from __future__ import annotations

from collections.abc import Iterator

from companion.formats.foreign_text import clean_title
from companion.formats.package_canvas import CanvasExtras, Leaf, Module
from companion.formats.package_kinds import is_by_type, is_closing, is_utility, week_of_title
from companion.formats.plain_xml import Element
from companion.formats.safe_zip import member_name
from companion.models.course import MAX_WEEKS
from companion.models.source import Skipped
from companion.models.source_titles import folded

MAX_MODULE_DEPTH = 10
ANNOUNCEMENT = "announcement"
Resources = dict[str, Element]


def modules_of(manifest: Element, resources: Resources, extras: CanvasExtras) -> list[Module]:
    """Return the modules in order; the last one holds the work that stands in none."""
    told, listed = extras.modules(resources), _modules(manifest, resources)
    modules = _joined(told, listed) if told else listed
    return [*modules, _loose(modules, resources, extras)]


def pages_left_over(modules: list[Module], resources: Resources) -> list[Skipped]:
    """Return the pages that no module holds, by the names of their files."""
    known = {leaf.href for module in modules for leaf in module.leaves}
    names = [member_name(href_of(resource)) for resource in resources.values()]
    pages = [n for n in names if n.startswith("wiki_content/") and n not in known]
    titles = [name.rpartition("/")[2].rpartition(".")[0].replace("-", " ") for name in pages]
    return [Skipped(clean_title(title), "no_module") for title in titles]


def weeks_of(modules: list[Module]) -> list[int | None]:
    """Return the week of each module: as its title says; one between them ("Midterm"), or an exam
    at the end, is of the week before it. Else by its place among those that are weeks; none for
    what is no week."""
    told = [week_of_title(module.title) for module in modules]
    last_told = max((n for n, week in enumerate(told) if week), default=-1)
    number = 0
    found: list[int | None] = []
    for place, (module, week) in enumerate(zip(modules, told, strict=True)):
        is_week = bool(module.leaves) and not module.is_loose and not is_utility(module.title)
        is_week = is_week and not is_by_type(module.title)
        if last_told >= 0:
            number = week or number
            is_week = is_week and (place <= last_told or is_closing(module.title))
        else:
            number += is_week
        found.append(number if is_week and 0 < number <= MAX_WEEKS else None)
    return found


# The manifest


def _modules(manifest: Element, resources: Resources) -> list[Module]:
    """Return the titled items below the untitled root; below "Content" where the weeks are."""
    organization = manifest.first("organizations", "organization")
    roots = list(organization.all("item")) if organization is not None else []
    if len(roots) == 1 and not roots[0].get("identifierref") and list(roots[0].all("item")):
        roots = list(roots[0].all("item"))
    inner = [item for root in roots for item in root.all("item")]
    if _count_weeks(inner) > max(1, _count_weeks(roots)):
        roots = [part for root in roots for part in _opened(root)]
    loose = [item for item in roots if item.get("identifierref")]
    made = [
        Module(clean_title(item.value("title")), tuple(_leaves(item, resources)))
        for item in roots
        if not item.get("identifierref")
    ]
    if loose:
        leaves = tuple(_leaf(item, "", resources) for item in loose)
        made.append(Module("", leaves, is_loose=True))
    return made


def _count_weeks(items: list[Element]) -> int:
    folders = (item for item in items if not item.get("identifierref"))
    return sum(week_of_title(clean_title(item.value("title"))) is not None for item in folders)


def _opened(root: Element) -> Iterator[Element]:
    """Yield the folders in a folder, and the folder itself for what stands loose in it."""
    kept = Element(root.name, root.attributes)
    for child in root.children:
        if child.name == "item" and not child.get("identifierref"):
            yield child
        else:
            kept.children.append(child)
    if list(kept.all("item")):
        yield kept


def _leaves(module: Element, resources: Resources) -> Iterator[Leaf]:
    """Yield the entries of a module in order; items without a resource are headers."""
    left = [(item, "", 1) for item in reversed(list(module.all("item")))]
    header = ""
    while left:
        item, above, depth = left.pop()
        children = list(item.all("item"))
        if not item.get("identifierref"):
            header = clean_title(item.value("title"))
            above = header
        else:
            yield _leaf(item, header if depth == 1 else above or header, resources)
        if depth < MAX_MODULE_DEPTH:
            left += [(child, above, depth + 1) for child in reversed(children)]


def _leaf(item: Element, header: str, resources: Resources) -> Leaf:
    ref = item.get("identifierref")
    resource = resources.get(ref)
    return Leaf(
        ref, clean_title(item.value("title")), header,
        resource.get("type") if resource is not None else "missing",
        member_name(href_of(resource)) if resource is not None else "",
    )  # fmt: skip


def href_of(resource: Element) -> str:
    """Return the file of a resource."""
    file = resource.first("file")
    return resource.get("href") or (file.get("href") if file is not None else "")


# Both together


def _joined(told: list[Module], listed: list[Module]) -> list[Module]:
    """Add to Canvas's own modules what only the manifest lists in them; an entry may have another
    name of its resource there, but has its title."""
    refs = {leaf.ref for module in told for leaf in module.leaves}
    found = []
    for module in told:
        titles = {folded(leaf.title) for leaf in module.leaves}
        same = next((m for m in listed if folded(m.title) == folded(module.title)), Module("", ()))
        is_shown = not module.leaves or any(leaf.is_published for leaf in module.leaves)
        more = [
            leaf._replace(is_published=is_shown)
            for leaf in same.leaves
            if leaf.ref not in refs and folded(leaf.title) not in titles
        ]  # fmt: skip
        found.append(module._replace(leaves=(*module.leaves, *more)))
    return found


def _loose(modules: list[Module], resources: Resources, extras: CanvasExtras) -> Module:
    """Return the work that stands in no module: assignments, quizzes and discussions."""
    known = {leaf.ref for module in modules for leaf in module.leaves}
    found = []
    for ref, resource in resources.items():
        kind = resource.get("type")
        is_work = kind.startswith(("imsdt", "imsqti", "assignment_xml")) or extras.is_assignment(
            ref
        )
        if is_work and ref not in known and "question-bank" not in kind:
            kind = ANNOUNCEMENT if extras.is_announcement(ref) else kind
            is_shown = not extras.is_unpublished(ref)
            title = extras.title_of(ref, resource)
            found.append(Leaf(ref, title, "", kind, is_published=is_shown))
    return Module("", tuple(found), is_loose=True)
