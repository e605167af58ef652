-- Own appointments of the student, once or each week up to a day; skipped are the days of a series
-- that are left out, with spaces between. A planned block may be about a recording to watch, which
-- is named by an occurrence key, so it no longer has to name an activity.

CREATE TABLE appointment (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  uid TEXT NOT NULL CHECK (uid <> ''),
  title TEXT NOT NULL,
  starts TEXT NOT NULL,
  zone TEXT NOT NULL CHECK (zone <> ''),
  minutes INTEGER NOT NULL CHECK (minutes > 0),
  until TEXT,
  skipped TEXT NOT NULL,
  course_id TEXT REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
  note TEXT NOT NULL,
  link TEXT NOT NULL
) STRICT;
CREATE INDEX appointment_by_course ON appointment (course_id);

CREATE TABLE planned (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  uid TEXT NOT NULL CHECK (uid <> ''),
  activity_id TEXT NOT NULL CHECK (activity_id <> ''),
  starts TEXT NOT NULL,
  zone TEXT NOT NULL CHECK (zone <> ''),
  minutes INTEGER NOT NULL CHECK (minutes > 0)
) STRICT;
INSERT INTO planned SELECT id, uid, activity_id, starts, zone, minutes FROM planned_block;
DROP TABLE planned_block;
ALTER TABLE planned RENAME TO planned_block;
CREATE INDEX planned_block_by_activity ON planned_block (activity_id);
