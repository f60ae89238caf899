"""Version 3: the chip of a machine, its profiles and notifications, a switch that is to be undone, reveals.

What must never be lost is refused here too, whatever program writes: a signed notification never changes once
it is kept, and the notification of a deletion counts as removed only where it was sent, or where a person
agreed to lose it.
"""

_TABLES = """
CREATE TABLE chip (
  eid TEXT PRIMARY KEY CHECK (length(eid) BETWEEN 1 AND 64),
  device_id INTEGER REFERENCES device (id),
  host TEXT NOT NULL DEFAULT '',
  free_bytes INTEGER CHECK (free_bytes >= 0),
  firmware TEXT NOT NULL DEFAULT '',
  default_dp_address TEXT NOT NULL DEFAULT '',
  root_ds_address TEXT NOT NULL DEFAULT '',
  first_seq INTEGER NOT NULL,
  first_read_at INTEGER NOT NULL,
  read_at INTEGER NOT NULL
) STRICT;

CREATE TABLE profile (
  id INTEGER PRIMARY KEY,
  eid TEXT NOT NULL REFERENCES chip (eid),
  isdp_aid TEXT NOT NULL DEFAULT '',
  iccid TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  nickname TEXT NOT NULL DEFAULT '',
  provider TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '',
  klass TEXT NOT NULL DEFAULT '',
  esim_id INTEGER REFERENCES esim (id),
  first_seen_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  gone_at INTEGER
) STRICT;
CREATE UNIQUE INDEX profile_once ON profile (eid, isdp_aid, iccid) WHERE gone_at IS NULL;
CREATE INDEX profile_esim ON profile (esim_id);

CREATE TABLE notification (
  id INTEGER PRIMARY KEY,
  eid TEXT NOT NULL REFERENCES chip (eid),
  seq INTEGER NOT NULL,
  operation TEXT NOT NULL,
  address TEXT NOT NULL DEFAULT '',
  iccid TEXT NOT NULL DEFAULT '',
  esim_id INTEGER REFERENCES esim (id),
  is_new INTEGER NOT NULL CHECK (is_new IN (0, 1)),
  seen_at INTEGER NOT NULL,
  payload TEXT NOT NULL DEFAULT '',
  sent_at INTEGER,
  removed_at INTEGER,
  gone_at INTEGER,
  unsent_confirmed INTEGER NOT NULL DEFAULT 0 CHECK (unsent_confirmed IN (0, 1)),
  error TEXT NOT NULL DEFAULT '',
  CHECK (sent_at IS NULL OR payload <> ''),
  CHECK (removed_at IS NULL OR sent_at IS NOT NULL OR unsent_confirmed = 1
    OR operation IN ('install', 'enable', 'disable'))
) STRICT;
CREATE UNIQUE INDEX notification_once ON notification (eid, seq)
  WHERE removed_at IS NULL AND gone_at IS NULL;
CREATE INDEX notification_esim ON notification (esim_id, operation, id);

CREATE TABLE switch_back (
  eid TEXT PRIMARY KEY REFERENCES chip (eid),
  to_aid TEXT NOT NULL DEFAULT '',
  to_iccid TEXT NOT NULL DEFAULT '',
  from_aid TEXT NOT NULL DEFAULT '',
  from_iccid TEXT NOT NULL DEFAULT '',
  wait_s INTEGER NOT NULL CHECK (wait_s > 0),
  asked_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL
) STRICT;

CREATE TABLE reveal_log (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 40),
  esim_id INTEGER NOT NULL REFERENCES esim (id)
) STRICT;
CREATE INDEX reveal_log_esim ON reveal_log (esim_id, id);

ALTER TABLE request ADD COLUMN progress TEXT NOT NULL DEFAULT '' CHECK (length(progress) <= 200)
"""

_TRIGGERS = (
    "CREATE TRIGGER notification_proof BEFORE UPDATE OF payload, seq, eid, operation, iccid ON notification"
    " WHEN old.payload <> '' AND (new.payload <> old.payload OR new.seq <> old.seq OR new.eid <> old.eid"
    " OR new.operation <> old.operation OR new.iccid <> old.iccid)"
    " BEGIN SELECT RAISE(ABORT, 'a signed notification is kept as it is'); END",
    "CREATE TRIGGER notification_kept BEFORE DELETE ON notification"
    " BEGIN SELECT RAISE(ABORT, 'notifications are kept'); END",
    "CREATE TRIGGER reveal_log_fixed BEFORE UPDATE ON reveal_log"
    " BEGIN SELECT RAISE(ABORT, 'the log of reveals only grows'); END",
    "CREATE TRIGGER reveal_log_kept BEFORE DELETE ON reveal_log"
    " BEGIN SELECT RAISE(ABORT, 'the log of reveals only grows'); END",
)

STATEMENTS: tuple[str, ...] = (
    *(part.strip() for part in _TABLES.split(";") if part.strip()),
    *_TRIGGERS,
)
