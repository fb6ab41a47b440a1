-- What the desk said that it has seen of this log, and whether this log begins so.
CREATE TABLE acknowledged (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL CHECK (size > 0),
  root TEXT NOT NULL CHECK (length(root) = 64),
  ours INTEGER NOT NULL CHECK (ours IN (0, 1))
) STRICT;
