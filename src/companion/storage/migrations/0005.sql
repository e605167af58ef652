-- What was imported from where, and what the source said of each entry. address is a secret. into
-- holds where each course of the source goes, as JSON pairs. A feed item's id is the key of the
-- entry in its source; its record may be of several types, and may be gone.

CREATE TABLE feed (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  system TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  is_watched INTEGER NOT NULL CHECK (is_watched IN (0, 1)),
  goes_into TEXT NOT NULL
) STRICT;

CREATE TABLE feed_item (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  feed_id TEXT NOT NULL REFERENCES feed (id) DEFERRABLE INITIALLY DEFERRED,
  record_id TEXT NOT NULL,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  wall TEXT,
  zone TEXT NOT NULL,
  minutes INTEGER CHECK (minutes >= 0),
  week INTEGER,
  link TEXT NOT NULL,
  passcode TEXT NOT NULL,
  notes TEXT NOT NULL,
  dates TEXT NOT NULL
) STRICT;
CREATE INDEX feed_item_by_feed ON feed_item (feed_id);
