"""Why no calendar file was written."""

from __future__ import annotations


class ExportFailed(Exception):
    """No file was written, and an old one is untouched.

    code names the reason and is the key of its sentence: "folder_missing", "read_only",
    "disk_full", "is_directory", "not_a_file", "name_long", "in_use", "failed" (about the path);
    "unknown_zone" (values: the zone's name), "differs" (values: what, the planned start, the
    start read back; a start is ISO 8601 in UTC or empty). detail is for the log only.
    """

    def __init__(self, code: str, values: tuple[str, ...] = (), detail: str = "") -> None:
        super().__init__(f"{code}: {', '.join(values)} {detail}".rstrip(": "))
        self.code = code
        self.values = values
        self.detail = detail
