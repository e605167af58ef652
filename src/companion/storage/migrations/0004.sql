-- Work that comes back every week of a course: the rule, and in each activity which rule made it and
-- for which week. last_week 0 is the course's last; skipped are the weeks left out, with spaces
-- between. due_time NULL is the course's due time, due_weekday NULL no due date.

CREATE TABLE repeat (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  course_id TEXT NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL
    CHECK (kind IN ('reading', 'video', 'quiz', 'exercise', 'discussion', 'project')),
  title TEXT NOT NULL,
  minutes INTEGER CHECK (minutes >= 0),
  due_weekday INTEGER CHECK (due_weekday BETWEEN 0 AND 6),
  due_time TEXT,
  link TEXT NOT NULL,
  steps TEXT NOT NULL,
  is_important INTEGER NOT NULL CHECK (is_important IN (0, 1)),
  is_optional INTEGER NOT NULL CHECK (is_optional IN (0, 1)),
  first_week INTEGER NOT NULL CHECK (first_week >= 1),
  last_week INTEGER NOT NULL CHECK (last_week >= 0),
  skipped TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;
CREATE INDEX repeat_by_course ON repeat (course_id);

ALTER TABLE activity
  ADD COLUMN repeat_id TEXT REFERENCES repeat (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE activity
  ADD COLUMN repeat_week INTEGER CHECK ((repeat_id IS NULL) = (repeat_week IS NULL));
CREATE INDEX activity_by_repeat ON activity (repeat_id);
