"""A course file as an instructor writes it by hand, for import tests."""

from __future__ import annotations

COURSE_FILE = """{
 "format": "companion-course", "version": 1, "id": "stat-500",
 "course": {"code": "STAT500", "name": "Statistics", "weeks": 14, "starts_on": "2026-08-31",
            "zone": "America/New_York", "instructor": "Ada"},
 "breaks": [{"from": "2026-11-23", "to": "2026-11-29", "name": "Thanksgiving"}],
 "meetings": [{"id": "live", "kind": "live_session", "weekday": "tue", "starts": "18:30",
   "minutes": 80, "link": "https://cmu.zoom.us/j/91234567890",
   "changes": [{"on": "2026-10-13", "cancelled": true},
               {"on": "2026-10-20", "starts": "2026-10-21 18:30"}]}],
 "topics": {"1": "Samples", "2": "Tests"},
 "activities": [{"id": "ps1", "title": "Problem set 1", "kind": "exercise", "week": 1,
   "minutes": 90, "due": "2026-09-06 23:59", "link": "https://canvas.example.edu/1"}]
}
"""
