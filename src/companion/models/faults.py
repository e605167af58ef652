"""What is wrong with an entry, as facts: a field, a code, the values a sentence needs."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing wrong. field names the entry ("code", "starts", "meetings.0.starts"); code names
    the rule broken and is the key of its sentence; values fill the sentence."""

    field: str
    code: str
    values: tuple[str, ...] = ()


class Refused(Exception):
    """An entry that cannot be taken; carries the faults, never a half-done change."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{f.field}: {f.code}" for f in faults))
        self.faults = faults
