-- A blob that scrub found bad and whose bytes were not brought back since.
CREATE TABLE bad_blob (
  digest TEXT PRIMARY KEY REFERENCES blob (digest),
  fault TEXT NOT NULL CHECK (fault IN ('differs', 'unreadable', 'gone')),
  found TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The round of scrub that goes on, or the last one: every blob that was verified since it began.
CREATE TABLE scrub (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  begun TEXT NOT NULL,
  ended TEXT,
  blobs INTEGER NOT NULL CHECK (blobs >= 0),
  bytes INTEGER NOT NULL CHECK (bytes >= 0)
) STRICT;
