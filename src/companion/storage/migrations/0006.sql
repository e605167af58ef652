-- The student's own calendars that are read for busy time alone. address is a secret. What such a
-- calendar held when it was read last stands apart, outside of the edit history: content is a line
-- for each time, "YYYYMMDDHHMM<tab>minutes or d<tab>zone<tab>title", in order. It outlives its
-- calendar as long as an undo may bring that back.

CREATE TABLE busy_calendar (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  name TEXT NOT NULL,
  origin TEXT NOT NULL,
  address TEXT NOT NULL,
  is_shown INTEGER NOT NULL CHECK (is_shown IN (0, 1))
) STRICT;

CREATE TABLE busy_times (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  content TEXT NOT NULL
) STRICT;
