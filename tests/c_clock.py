"""A child process that tells what the C library makes of instants: the system's own zone rules.

Each line read is a JSON list [zone, [seconds since 1970, …]], each line written the answer: for
each instant the offset in minutes and the wall time as [year, month, day, hour, minute].
"""

import json
import os
import sys
import time


def wall(second: int) -> list[int]:
    """Return offset and wall time in the zone that TZ names."""
    there = time.localtime(second)  # noqa: TID251  # the point is to ask the C library
    return [there.tm_gmtoff // 60, *there[:5]]


def main() -> None:
    """Answer until the questions end."""
    for line in sys.stdin:
        zone, seconds = json.loads(line)
        os.environ["TZ"] = zone
        time.tzset()
        print(json.dumps([wall(second) for second in seconds]), flush=True)


if __name__ == "__main__":
    main()
