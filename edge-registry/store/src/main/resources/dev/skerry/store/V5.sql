-- How the gateway's key changed: each envelope is signed by the key before and the one after. The
-- newest row says which key signs now.
CREATE TABLE succession (
  number INTEGER PRIMARY KEY,
  envelope BLOB NOT NULL
) STRICT;
CREATE TRIGGER succession_follows BEFORE INSERT ON succession
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM succession)
BEGIN SELECT RAISE(ABORT, 'a succession follows the last one'); END;
CREATE TRIGGER succession_stays BEFORE UPDATE ON succession
BEGIN SELECT RAISE(ABORT, 'a succession never changes'); END;
CREATE TRIGGER succession_kept BEFORE DELETE ON succession
BEGIN SELECT RAISE(ABORT, 'a succession is never removed'); END;
