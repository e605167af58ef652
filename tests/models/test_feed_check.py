"""When a feed is looked at again, and how that is kept as a setting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.models.feed_check import FeedCheck, is_due, read_check, write_check

NOW = datetime(2026, 10, 27, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("hours", "failures", "is_start", "expected"),
    [
        (25, 0, False, True),
        (23, 0, False, False),
        (1, 0, True, True),
        (0.1, 0, True, False),
        (0.4, 1, False, False),
        (0.6, 1, False, True),
        (3, 4, False, False),
        (5, 4, True, True),
        (23, 20, True, False),
        (25, 20, False, True),
    ],
)
def test_feeds_are_looked_at_on_start_and_daily_and_later_while_they_fail(
    hours: float, failures: int, is_start: bool, expected: bool
) -> None:
    check = FeedCheck(NOW - hours * HOUR, failures)
    assert is_due(check, NOW, is_start=is_start) is expected


def test_a_feed_that_was_never_looked_at_or_in_the_future_is_due() -> None:
    assert is_due(FeedCheck(), NOW, is_start=False)
    assert is_due(FeedCheck(NOW + HOUR), NOW, is_start=False)


@given(
    st.none() | st.datetimes(timezones=st.just(UTC)),
    st.integers(0, 20),
    st.text(st.characters(exclude_characters="\n"), max_size=20).filter(lambda text: text != "-"),
)
def test_what_is_written_is_read(at: datetime | None, failures: int, etag: str) -> None:
    check = FeedCheck(at, failures, etag, "Mon, 26 Oct 2026")
    assert read_check(write_check(check)) == check


@pytest.mark.parametrize("text", [None, "", "x", "a\nb\nc\nd", "2026-10-27\n1\n-\n-", "-\n²\n-\n-"])
def test_an_odd_setting_means_that_nothing_is_known(text: str | None) -> None:
    assert read_check(text) == FeedCheck()
