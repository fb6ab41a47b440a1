-- A root that raises the epoch sets the floor to its own time, which may be an earlier one: only so
-- does a site come back that signed times in the far future have locked (format section 6, step 8).
ALTER TABLE time_floor ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;
DROP TRIGGER time_floor_rises;
CREATE TRIGGER time_floor_rises BEFORE UPDATE ON time_floor
WHEN (NEW.epoch, NEW.floor) < (OLD.epoch, OLD.floor)
  OR (NEW.product, NEW.channel) <> (OLD.product, OLD.channel)
BEGIN SELECT RAISE(ABORT, 'within an epoch the time floor never falls'); END;
