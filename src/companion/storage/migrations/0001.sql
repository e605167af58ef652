-- One table for each record type, the edit history, and settings.
-- Days are 'YYYY-MM-DD'; wall times have no offset and stand beside the name of their zone;
-- instants are UTC with '+00:00'. Foreign keys are checked at COMMIT, so an edit may name its
-- changes in any order; what is still referred to cannot be deleted. Attendance, recordings and
-- overrides are named by an occurrence key (meeting id and planned day), which no key can refer to.

CREATE TABLE program (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  name TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE course (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  program_id TEXT NOT NULL REFERENCES program (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  weeks INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 60),
  starts_on TEXT NOT NULL,
  short_name TEXT NOT NULL,
  color TEXT NOT NULL,
  zone TEXT NOT NULL CHECK (zone <> ''),
  hours_min INTEGER NOT NULL CHECK (hours_min >= 0),
  hours_max INTEGER NOT NULL CHECK (hours_max >= 0),
  due_weekday INTEGER NOT NULL CHECK (due_weekday BETWEEN 0 AND 6),
  due_time TEXT NOT NULL,
  is_capstone INTEGER NOT NULL CHECK (is_capstone IN (0, 1)),
  is_archived INTEGER NOT NULL CHECK (is_archived IN (0, 1)),
  position INTEGER NOT NULL,
  notes TEXT NOT NULL
) STRICT;

CREATE TABLE contact (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL CHECK (role IN ('instructor', 'assistant', 'support')),
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX contact_by_course ON contact (course_id);

CREATE TABLE course_break (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL CHECK (ends_on >= starts_on),
  name TEXT NOT NULL
) STRICT;
CREATE INDEX course_break_by_course ON course_break (course_id);

CREATE TABLE week_topic (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
  week INTEGER NOT NULL CHECK (week >= 1),
  topic TEXT NOT NULL
) STRICT;
CREATE INDEX week_topic_by_course ON week_topic (course_id);

CREATE TABLE meeting (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  uid TEXT NOT NULL CHECK (uid <> ''),
  course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('live_session', 'recitation', 'office_hours', 'study_group')),
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
  starts TEXT NOT NULL,
  minutes INTEGER NOT NULL CHECK (minutes > 0),
  zone TEXT NOT NULL CHECK (zone <> ''),
  first_week INTEGER NOT NULL CHECK (first_week >= 1),
  last_week INTEGER NOT NULL CHECK (last_week >= 0),
  once_on TEXT,
  title TEXT NOT NULL,
  link TEXT NOT NULL,
  passcode TEXT NOT NULL,
  watch_weekday INTEGER CHECK (watch_weekday BETWEEN 0 AND 6),
  watch_time TEXT
) STRICT;
CREATE INDEX meeting_by_course ON meeting (course_id);

CREATE TABLE override (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  is_cancelled INTEGER NOT NULL CHECK (is_cancelled IN (0, 1)),
  starts TEXT,
  minutes INTEGER CHECK (minutes >= 0),
  title TEXT NOT NULL,
  note TEXT NOT NULL,
  link TEXT NOT NULL,
  passcode TEXT NOT NULL
) STRICT;

CREATE TABLE attendance (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  mark TEXT NOT NULL CHECK (mark IN ('attended', 'recording', 'missed', 'excused'))
) STRICT;

CREATE TABLE recording (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  link TEXT NOT NULL,
  minutes INTEGER CHECK (minutes >= 0),
  watched_minutes INTEGER NOT NULL CHECK (watched_minutes >= 0)
) STRICT;

CREATE TABLE activity (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  uid TEXT NOT NULL CHECK (uid <> ''),
  course_id TEXT REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL
    CHECK (kind IN ('reading', 'video', 'quiz', 'exercise', 'discussion', 'project')),
  title TEXT NOT NULL,
  week INTEGER,
  minutes INTEGER CHECK (minutes >= 0),
  due_wall TEXT,
  due_zone TEXT,
  link TEXT NOT NULL,
  notes TEXT NOT NULL,
  steps TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('open', 'started', 'handed_in', 'feedback', 'done')),
  done_at TEXT,
  spent_minutes INTEGER NOT NULL CHECK (spent_minutes >= 0),
  is_important INTEGER NOT NULL CHECK (is_important IN (0, 1)),
  is_optional INTEGER NOT NULL CHECK (is_optional IN (0, 1)),
  position INTEGER NOT NULL,
  origin TEXT NOT NULL,
  CHECK ((due_wall IS NULL) = (due_zone IS NULL))
) STRICT;
CREATE INDEX activity_by_course ON activity (course_id);

CREATE TABLE planned_block (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  uid TEXT NOT NULL CHECK (uid <> ''),
  activity_id TEXT NOT NULL REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED,
  starts TEXT NOT NULL,
  zone TEXT NOT NULL CHECK (zone <> ''),
  minutes INTEGER NOT NULL CHECK (minutes > 0)
) STRICT;
CREATE INDEX planned_block_by_activity ON planned_block (activity_id);

-- changes is JSON, [[table, row before, row after], ...] in column order; it stands last, so that
-- reading a name does not walk through it. Undone edits are always the newest ones.
CREATE TABLE edit (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  made_at TEXT NOT NULL,
  is_undone INTEGER NOT NULL CHECK (is_undone IN (0, 1)),
  changes TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
