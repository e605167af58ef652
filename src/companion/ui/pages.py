"""The pages there are, in the order of the sidebar."""

from __future__ import annotations

from companion.ui.page import PageSpec

PAGES = (
    PageSpec("today", "Today", "sun", "1", "companion.ui.today_page:TodayPage"),
    PageSpec("week", "Week", "calendar-days", "2", "companion.ui.week_page:WeekPage", True),
    PageSpec(
        "timeline", "Timeline", "chart-gantt", "3", "companion.ui.timeline_page:TimelinePage", True
    ),
    PageSpec(
        "checklist", "Checklist", "list-checks", "4", "companion.ui.checklist_page:ChecklistPage"
    ),
    PageSpec("course", "Course", "graduation-cap", "", "companion.ui.course_page:CoursePage"),
    PageSpec(
        "add-course", "Add course", "plus", "", "companion.ui.add_course_page:AddCoursePage", True
    ),
    PageSpec(
        "edit-course",
        "Edit course",
        "square-pen",
        "",
        "companion.ui.add_course_page:EditCoursePage",
        True,
    ),
    PageSpec("import", "Import", "import", "", "companion.ui.import_page:ImportPage", True),
    PageSpec("first-run", "Welcome", "sun", "", "companion.ui.first_run_page:FirstRunPage"),
)
VIEWS = tuple(page for page in PAGES if page.digit)


def spec(key: str) -> PageSpec:
    """Return a page's entry by its key. Raises LookupError for an unknown key."""
    for page in PAGES:
        if page.key == key:
            return page
    raise LookupError(f"There is no page named {key}.")
