"""How much of a source is read: the one table of limits for every reader."""

from __future__ import annotations

from datetime import timedelta

MB = 2**20

# any reader: the child process and what it may answer
MEMORY, SECONDS = 512 * MB, 10
MAX_ITEMS, MAX_SKIPPED = 20_000, 40_000
MAX_TITLE, MAX_NOTES, MAX_KEY, MAX_RAW = 2000, 20_000, 200, 500

# calendars and feeds
CALENDAR_BYTES = 20 * MB
MAX_DEPTH = 10
MAX_INTERVAL, MAX_OCCURRENCES, MAX_RULE, MAX_LIST = 1000, 1000, 1000, 100
WINDOW = timedelta(days=2 * 366)  # how far a rule is followed, and how far ahead a date may be
BUSY_BACK = timedelta(days=183)  # how far back busy time is kept; ahead it is half of WINDOW
MAX_STEPS = 2_000_000  # days looked at for all the rules of a file

# packages and spreadsheets, which are zips
MAX_ENTRIES, ENTRY_BYTES, ZIP_BYTES, MAX_RATIO = 2000, 20 * MB, 100 * MB, 200
PACKAGE_BYTES = 100 * MB

# tables, course files, texts
TABLE_BYTES = 2 * MB
MAX_ROWS, MAX_COLUMNS = 5000, 50
MAX_SHOWN_CELL, MAX_SHOWN_CELLS = 80, 3  # of each column, to tell which one it is

# fetching an address
FETCH_SECONDS, MAX_REDIRECTS = 10, 5
