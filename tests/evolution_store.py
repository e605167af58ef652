"""Imports files into a calendar of Evolution Data Server and prints what it then shows.

    dbus-run-session -- python3 evolution_store.py FIRST.ics SECOND.ics …

Runs with the system's Python, which has the bindings, in a session with a HOME of its own.
"""

import sys
import time
from datetime import datetime, timezone
from pathlib import Path

import gi

for name, version in (("EDataServer", "1.2"), ("ECal", "2.0"), ("ICalGLib", "3.0")):
    gi.require_version(name, version)
from gi.repository import ECal, EDataServer, GLib, ICalGLib  # noqa: E402

UTC = timezone.utc  # noqa: UP017  the system's Python may be older

registry = EDataServer.SourceRegistry.new_sync(None)
source = EDataServer.Source.new(None, None)
source.set_display_name("import")
source.set_parent("local-stub")
source.get_extension(EDataServer.SOURCE_EXTENSION_CALENDAR).set_backend_name("local")
registry.commit_source_sync(source, None)
source = registry.ref_source(source.get_uid()) or source
for attempt in range(60):  # its factory hears of a new source a moment later
    try:
        client = ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, 0xFFFFFFFF, None)
        break
    except GLib.Error:
        if attempt == 59:
            raise
        time.sleep(0.2)
for path in sys.argv[1:]:
    calendar = ICalGLib.Component.new_from_string(Path(path).read_text(encoding="utf-8"))
    calendar.set_method(ICalGLib.PropertyMethod.PUBLISH)
    client.receive_objects_sync(calendar, ECal.OperationFlags.NONE, None)
utc = ICalGLib.Timezone.get_utc_timezone()
client.set_default_timezone(utc)
lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//test//EN"]


def show(component, start, end, *_):
    """Write one occurrence as the program's own views are given it."""
    at, until = (
        datetime.fromtimestamp(found.as_timet_with_zone(found.get_timezone() or utc), UTC)
        for found in (start, end)
    )
    status = component.get_status() == ICalGLib.PropertyStatus.CANCELLED
    lines.extend(
        [
            "BEGIN:VEVENT",
            f"UID:{len(lines)}@shown",
            f"DTSTART:{at:%Y%m%dT%H%M%SZ}",
            f"DTEND:{until:%Y%m%dT%H%M%SZ}",
            f"SUMMARY:{component.get_summary()}",
            f"STATUS:{'CANCELLED' if status else 'CONFIRMED'}",
            "END:VEVENT",
        ]
    )
    return True


first, last = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2020, 2035))
client.generate_instances_sync(first, last, None, show)
sys.stdout.write("\r\n".join([*lines, "END:VCALENDAR", ""]))
