-- What calendar files held when they were last written, for each calendar program. Outside of undo:
-- an entry's sequence only grows. Times are UTC in ISO 8601.

CREATE TABLE exported_entry (
  target TEXT NOT NULL,
  uid TEXT NOT NULL,
  digest TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence >= 0),
  modified_at TEXT,
  kind TEXT NOT NULL,
  course_id TEXT NOT NULL,
  summary TEXT NOT NULL,
  starts_at TEXT,
  ends_at TEXT,
  is_gone INTEGER NOT NULL CHECK (is_gone IN (0, 1)),
  PRIMARY KEY (target, uid)
) STRICT, WITHOUT ROWID;

CREATE TABLE exported_item (
  target TEXT NOT NULL,
  id TEXT NOT NULL,
  digest TEXT NOT NULL,
  kind TEXT NOT NULL,
  course_id TEXT NOT NULL,
  ends_at TEXT,
  PRIMARY KEY (target, id)
) STRICT, WITHOUT ROWID;
