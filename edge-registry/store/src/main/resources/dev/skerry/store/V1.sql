-- Digests are 64 hex digits. Times are 2025-01-31T12:00:00.000000000Z, so that they sort as text.
-- The host '' is content without a host.

-- Whether the last process that had this open said good-bye.
CREATE TABLE shutdown (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  clean INTEGER NOT NULL CHECK (clean IN (0, 1))
) STRICT;
INSERT INTO shutdown (id, clean) VALUES (1, 0);

-- Content ---------------------------------------------------------------------------------------

-- A row promises a whole, durable file.
CREATE TABLE blob (
  digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
  size INTEGER NOT NULL CHECK (size >= 0),
  verified TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX blob_verified ON blob (verified);

CREATE TABLE manifest (
  digest TEXT PRIMARY KEY REFERENCES blob (digest),
  media_type TEXT NOT NULL,
  artifact_type TEXT,
  subject TEXT,
  annotations TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX manifest_subject ON manifest (subject) WHERE subject IS NOT NULL;

-- A child may be absent: an index may list platforms that are not carried.
CREATE TABLE manifest_child (
  parent TEXT NOT NULL REFERENCES manifest (digest),
  child TEXT NOT NULL,
  PRIMARY KEY (parent, child)
) STRICT, WITHOUT ROWID;
CREATE INDEX manifest_child_child ON manifest_child (child);

CREATE TABLE manifest_blob (
  manifest TEXT NOT NULL REFERENCES manifest (digest),
  blob TEXT NOT NULL REFERENCES blob (digest),
  PRIMARY KEY (manifest, blob)
) STRICT, WITHOUT ROWID;
CREATE INDEX manifest_blob_blob ON manifest_blob (blob);

CREATE TABLE repository (
  id INTEGER PRIMARY KEY,
  host TEXT NOT NULL,
  path TEXT NOT NULL CHECK (path <> ''),
  name TEXT NOT NULL UNIQUE,
  UNIQUE (path, host)
) STRICT;

-- Which bundle keeps which manifest, and where it stands; the bundle '' is a push.
CREATE TABLE placement (
  repository INTEGER NOT NULL REFERENCES repository (id),
  manifest TEXT NOT NULL REFERENCES manifest (digest),
  bundle TEXT NOT NULL,
  PRIMARY KEY (repository, manifest, bundle)
) STRICT, WITHOUT ROWID;
CREATE INDEX placement_manifest ON placement (manifest);
CREATE INDEX placement_bundle ON placement (bundle, manifest);

CREATE TABLE tag (
  repository INTEGER NOT NULL REFERENCES repository (id),
  name TEXT NOT NULL,
  manifest TEXT NOT NULL REFERENCES manifest (digest),
  bundle TEXT NOT NULL,
  PRIMARY KEY (repository, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_manifest ON tag (manifest);
CREATE INDEX tag_bundle ON tag (bundle);

-- A blob that was pushed or mounted; visible before a manifest of the repository references it.
CREATE TABLE upload (
  repository INTEGER NOT NULL REFERENCES repository (id),
  blob TEXT NOT NULL REFERENCES blob (digest),
  uploaded TEXT NOT NULL,
  PRIMARY KEY (repository, blob)
) STRICT, WITHOUT ROWID;
CREATE INDEX upload_blob ON upload (blob);

-- Site ------------------------------------------------------------------------------------------

CREATE TABLE site (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  depot INTEGER NOT NULL CHECK (depot IN (0, 1)),
  name TEXT NOT NULL,
  product TEXT NOT NULL,
  channel TEXT NOT NULL,
  labels TEXT NOT NULL,
  member_of TEXT NOT NULL,
  anchor TEXT,
  created TEXT NOT NULL
) STRICT;

CREATE TABLE root (
  product TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  envelope BLOB NOT NULL,
  PRIMARY KEY (product, version)
) STRICT;
CREATE TRIGGER root_rises BEFORE INSERT ON root
WHEN EXISTS (SELECT 1 FROM root WHERE product = NEW.product AND version >= NEW.version)
BEGIN SELECT RAISE(ABORT, 'a root version only rises'); END;
CREATE TRIGGER root_stays BEFORE UPDATE ON root
BEGIN SELECT RAISE(ABORT, 'an accepted root never changes'); END;
CREATE TRIGGER root_kept BEFORE DELETE ON root
BEGIN SELECT RAISE(ABORT, 'an accepted root is never removed'); END;

-- A bundle whose content is held.
CREATE TABLE bundle (
  statement TEXT PRIMARY KEY CHECK (length(statement) = 64),
  product TEXT NOT NULL,
  channel TEXT NOT NULL,
  name TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  issued TEXT NOT NULL,
  imported TEXT NOT NULL,
  content INTEGER NOT NULL CHECK (content >= 0),
  envelope BLOB NOT NULL,
  image_index BLOB NOT NULL,
  UNIQUE (product, channel, epoch, sequence)
) STRICT;

CREATE TABLE accepted (
  product TEXT NOT NULL,
  channel TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  statement TEXT NOT NULL,
  PRIMARY KEY (product, channel)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER accepted_rises BEFORE UPDATE ON accepted
WHEN (NEW.epoch, NEW.sequence) < (OLD.epoch, OLD.sequence)
  OR ((NEW.epoch, NEW.sequence) = (OLD.epoch, OLD.sequence) AND NEW.statement <> OLD.statement)
  OR (NEW.product, NEW.channel) <> (OLD.product, OLD.channel)
BEGIN SELECT RAISE(ABORT, 'the accepted sequence never falls'); END;
CREATE TRIGGER accepted_kept BEFORE DELETE ON accepted
BEGIN SELECT RAISE(ABORT, 'the accepted sequence is never removed'); END;

CREATE TABLE active (
  product TEXT NOT NULL,
  channel TEXT NOT NULL,
  statement TEXT NOT NULL REFERENCES bundle (statement),
  PRIMARY KEY (product, channel)
) STRICT, WITHOUT ROWID;

CREATE TABLE time_floor (
  product TEXT NOT NULL,
  channel TEXT NOT NULL,
  floor TEXT NOT NULL,
  epoch INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (product, channel)
) STRICT, WITHOUT ROWID;
-- A root that raises the epoch sets the floor to its own time, which may be an earlier one: only so
-- does a site come back that signed times in the far future have locked (format section 6, step 8).
CREATE TRIGGER time_floor_rises BEFORE UPDATE ON time_floor
WHEN (NEW.epoch, NEW.floor) < (OLD.epoch, OLD.floor)
  OR (NEW.product, NEW.channel) <> (OLD.product, OLD.channel)
BEGIN SELECT RAISE(ABORT, 'within an epoch the time floor never falls'); END;
CREATE TRIGGER time_floor_kept BEFORE DELETE ON time_floor
BEGIN SELECT RAISE(ABORT, 'the time floor is never removed'); END;

CREATE TABLE counter (
  product TEXT NOT NULL,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  counter INTEGER NOT NULL,
  PRIMARY KEY (product, channel, kind, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  last INTEGER NOT NULL
) STRICT;
CREATE TRIGGER receipt_rises BEFORE UPDATE ON receipt WHEN NEW.last <> OLD.last + 1
BEGIN SELECT RAISE(ABORT, 'receipt numbers have no gaps'); END;

-- Evidence --------------------------------------------------------------------------------------

CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  time TEXT NOT NULL,
  name TEXT NOT NULL,
  actor TEXT NOT NULL,
  object TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
-- It also keeps INSERT OR REPLACE from removing an entry, which fires no DELETE trigger.
CREATE TRIGGER audit_follows BEFORE INSERT ON audit
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM audit)
  OR NEW.previous IS NOT coalesce(
    (SELECT hash FROM audit ORDER BY number DESC LIMIT 1), printf('%064d', 0))
BEGIN SELECT RAISE(ABORT, 'an audit entry follows the last one'); END;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'an audit entry never changes'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'an audit entry is never removed'); END;

-- The complete subtrees of the Merkle tree over the entries; entry 1 is leaf 0.
CREATE TABLE audit_tree (
  level INTEGER NOT NULL CHECK (level >= 0),
  position INTEGER NOT NULL CHECK (position >= 0),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER audit_tree_grows BEFORE INSERT ON audit_tree
WHEN EXISTS (SELECT 1 FROM audit_tree WHERE level = NEW.level AND position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'an audit tree only grows'); END;
CREATE TRIGGER audit_tree_stays BEFORE UPDATE ON audit_tree
BEGIN SELECT RAISE(ABORT, 'an audit tree never changes'); END;
CREATE TRIGGER audit_tree_kept BEFORE DELETE ON audit_tree
BEGIN SELECT RAISE(ABORT, 'an audit tree is never removed'); END;

-- What the gateway has signed of its log.
CREATE TABLE checkpoint (
  size INTEGER PRIMARY KEY CHECK (size > 0),
  root TEXT NOT NULL CHECK (length(root) = 64),
  note TEXT NOT NULL
) STRICT;
CREATE TRIGGER checkpoint_rises BEFORE INSERT ON checkpoint
WHEN NEW.size <= (SELECT coalesce(max(size), 0) FROM checkpoint)
BEGIN SELECT RAISE(ABORT, 'a checkpoint follows the last one'); END;
CREATE TRIGGER checkpoint_stays BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint never changes'); END;
CREATE TRIGGER checkpoint_kept BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never removed'); END;

-- Roll-out --------------------------------------------------------------------------------------

CREATE TABLE plan (
  product TEXT NOT NULL,
  channel TEXT NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  counter INTEGER NOT NULL,
  first_bundle TEXT NOT NULL,
  approval TEXT NOT NULL CHECK (approval IN ('none', 'one', 'two')),
  state TEXT NOT NULL,
  target TEXT,
  reason TEXT,
  changed TEXT NOT NULL,
  -- When it was first written or came back; the highest of a name is the current one.
  arrival INTEGER NOT NULL,
  PRIMARY KEY (product, channel, name, digest)
) STRICT, WITHOUT ROWID;
