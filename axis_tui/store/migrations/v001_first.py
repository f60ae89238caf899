"""Version 1: carriers, devices, eSIMs, plans, meters, samples with roll-ups, overview, alerts, requests.

Keys follow how the tables grow and are asked: samples and roll-ups by (time, eSIM), so that writing always
appends and an eSIM's chart is a handful of point look-ups; the overview has one index an order of its list.
"""

_SMALL = """
CREATE TABLE store_setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE carrier (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 80),
  adapter TEXT NOT NULL DEFAULT 'manual',
  unit_system TEXT NOT NULL DEFAULT 'decimal' CHECK (unit_system IN ('decimal', 'binary')),
  time_zone TEXT NOT NULL DEFAULT 'UTC',
  support_phone TEXT NOT NULL DEFAULT '',
  support_url TEXT NOT NULL DEFAULT '',
  support_email TEXT NOT NULL DEFAULT '',
  service_ended_at INTEGER,
  balance_minor INTEGER,
  balance_currency TEXT CHECK (balance_currency IS NULL OR length(balance_currency) = 3),
  balance_exponent INTEGER CHECK (balance_exponent IS NULL OR balance_exponent BETWEEN 0 AND 4),
  balance_at INTEGER,
  CHECK ((balance_minor IS NULL) = (balance_currency IS NULL))
) STRICT;

CREATE TABLE device (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 80),
  kind TEXT NOT NULL DEFAULT 'phone' CHECK (kind IN ('phone', 'tablet', 'watch', 'router', 'laptop')),
  eid TEXT NOT NULL DEFAULT '',
  is_local INTEGER NOT NULL DEFAULT 0 CHECK (is_local IN (0, 1))
) STRICT;

CREATE TABLE esim (
  id INTEGER PRIMARY KEY,
  nickname TEXT NOT NULL CHECK (length(nickname) <= 80),
  iccid TEXT NOT NULL DEFAULT '',
  carrier_id INTEGER NOT NULL REFERENCES carrier (id),
  device_id INTEGER REFERENCES device (id),
  profile_state TEXT NOT NULL DEFAULT 'released'
    CHECK (profile_state IN ('released', 'installed', 'enabled', 'disabled', 'deleted')),
  number TEXT NOT NULL DEFAULT '',
  activation_code TEXT,
  notes TEXT NOT NULL DEFAULT '',
  profile_expires_at INTEGER,
  created_at INTEGER NOT NULL,
  archived_at INTEGER
) STRICT;
CREATE UNIQUE INDEX esim_once ON esim (carrier_id, iccid) WHERE iccid <> '' AND archived_at IS NULL;
CREATE INDEX esim_nickname ON esim (nickname);
CREATE INDEX esim_iccid ON esim (iccid);
CREATE INDEX esim_carrier ON esim (carrier_id);
CREATE INDEX esim_device ON esim (device_id);

CREATE TABLE package (
  id INTEGER PRIMARY KEY,
  carrier_id INTEGER NOT NULL REFERENCES carrier (id),
  code TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('base', 'top_up')),
  name TEXT NOT NULL,
  coverage TEXT NOT NULL DEFAULT '',
  unit_system TEXT NOT NULL CHECK (unit_system IN ('decimal', 'binary')),
  allowance_bytes INTEGER CHECK (allowance_bytes >= 0),
  daily_cap_bytes INTEGER CHECK (daily_cap_bytes >= 0),
  cap_rule TEXT NOT NULL CHECK (cap_rule IN ('none', 'throttle', 'cut')),
  validity_count INTEGER NOT NULL CHECK (validity_count > 0),
  validity_unit TEXT NOT NULL CHECK (validity_unit IN ('day', 'week', 'month', 'quarter', 'year')),
  validity_clock TEXT NOT NULL CHECK (validity_clock IN ('rolling', 'calendar')),
  time_zone TEXT NOT NULL,
  start_rule TEXT NOT NULL CHECK (start_rule IN ('purchase', 'install', 'first_use')),
  billing TEXT NOT NULL CHECK (billing IN ('prepaid', 'postpaid')),
  activation_window_days INTEGER CHECK (activation_window_days > 0),
  price_minor INTEGER,
  currency TEXT CHECK (currency IS NULL OR length(currency) = 3),
  currency_exponent INTEGER CHECK (currency_exponent IS NULL OR currency_exponent BETWEEN 0 AND 4),
  UNIQUE (carrier_id, code),
  CHECK ((price_minor IS NULL) = (currency IS NULL)),
  CHECK ((currency IS NULL) = (currency_exponent IS NULL))
) STRICT;

CREATE TABLE plan (
  id INTEGER PRIMARY KEY,
  esim_id INTEGER NOT NULL REFERENCES esim (id),
  package_id INTEGER REFERENCES package (id),
  name TEXT NOT NULL,
  coverage TEXT NOT NULL DEFAULT '',
  unit_system TEXT NOT NULL CHECK (unit_system IN ('decimal', 'binary')),
  allowance_bytes INTEGER CHECK (allowance_bytes >= 0),
  daily_cap_bytes INTEGER CHECK (daily_cap_bytes >= 0),
  cap_rule TEXT NOT NULL CHECK (cap_rule IN ('none', 'throttle', 'cut')),
  validity_count INTEGER NOT NULL CHECK (validity_count > 0),
  validity_unit TEXT NOT NULL CHECK (validity_unit IN ('day', 'week', 'month', 'quarter', 'year')),
  validity_clock TEXT NOT NULL CHECK (validity_clock IN ('rolling', 'calendar')),
  time_zone TEXT NOT NULL,
  start_rule TEXT NOT NULL CHECK (start_rule IN ('purchase', 'install', 'first_use')),
  billing TEXT NOT NULL CHECK (billing IN ('prepaid', 'postpaid')),
  activation_window_days INTEGER CHECK (activation_window_days > 0),
  price_minor INTEGER,
  currency TEXT CHECK (currency IS NULL OR length(currency) = 3),
  currency_exponent INTEGER CHECK (currency_exponent IS NULL OR currency_exponent BETWEEN 0 AND 4),
  purchased_at INTEGER NOT NULL,
  installed_at INTEGER,
  starts_at INTEGER,
  expires_at INTEGER,
  lapses_at INTEGER,
  state TEXT NOT NULL
    CHECK (state IN ('ready', 'queued', 'active', 'depleted', 'expired', 'lapsed', 'ended')),
  cycle INTEGER NOT NULL DEFAULT 1 CHECK (cycle >= 0),
  metered_bytes INTEGER NOT NULL DEFAULT 0 CHECK (metered_bytes >= 0),
  carrier_used_bytes INTEGER CHECK (carrier_used_bytes >= 0),
  carrier_used_at INTEGER,
  metered_at_carrier_bytes INTEGER CHECK (metered_at_carrier_bytes >= 0),
  day INTEGER NOT NULL DEFAULT 0,
  day_bytes INTEGER NOT NULL DEFAULT 0 CHECK (day_bytes >= 0),
  CHECK ((price_minor IS NULL) = (currency IS NULL)),
  CHECK ((currency IS NULL) = (currency_exponent IS NULL)),
  CHECK (expires_at IS NULL OR starts_at IS NULL OR expires_at >= starts_at)
) STRICT;
CREATE INDEX plan_esim ON plan (esim_id, purchased_at, id);

CREATE TABLE meter (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  interface TEXT NOT NULL CHECK (length(interface) BETWEEN 1 AND 80),
  host TEXT NOT NULL DEFAULT '',
  settings_esim TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'never' CHECK (state IN ('never', 'ok', 'failing')),
  error TEXT NOT NULL DEFAULT '',
  failing_since_at INTEGER,
  read_at INTEGER,
  last_rx INTEGER,
  last_tx INTEGER,
  last_epoch TEXT,
  last_width INTEGER,
  last_at INTEGER,
  first_at INTEGER,
  history_until_at INTEGER,
  UNIQUE (host, interface)
) STRICT;

CREATE TABLE activation (
  id INTEGER PRIMARY KEY,
  meter_id INTEGER NOT NULL REFERENCES meter (id),
  esim_id INTEGER NOT NULL REFERENCES esim (id),
  from_at INTEGER NOT NULL,
  to_at INTEGER,
  CHECK (to_at IS NULL OR to_at >= from_at)
) STRICT;
CREATE UNIQUE INDEX activation_open ON activation (meter_id) WHERE to_at IS NULL;
CREATE INDEX activation_meter ON activation (meter_id, from_at);
CREATE INDEX activation_esim ON activation (esim_id);

CREATE TABLE alert (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  esim_id INTEGER REFERENCES esim (id),
  plan_id INTEGER REFERENCES plan (id),
  meter_id INTEGER REFERENCES meter (id),
  threshold INTEGER NOT NULL,
  cycle INTEGER NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
  state TEXT NOT NULL CHECK (state IN ('open', 'acknowledged', 'snoozed', 'resolved')),
  raised_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  snoozed_until INTEGER,
  detail TEXT NOT NULL DEFAULT '',
  CHECK ((state = 'snoozed') = (snoozed_until IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX alert_once
  ON alert (kind, coalesce(esim_id, 0), coalesce(plan_id, 0), coalesce(meter_id, 0), threshold, cycle);
CREATE INDEX alert_list ON alert (state, raised_at, id);
CREATE INDEX alert_count ON alert (state, severity);
CREATE INDEX alert_esim ON alert (esim_id, state);
CREATE INDEX alert_plan ON alert (plan_id, state);
CREATE INDEX alert_meter ON alert (meter_id, state);

CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('refresh', 'acknowledge', 'snooze', 'unsnooze', 'switch')),
  payload TEXT NOT NULL DEFAULT '{}' CHECK (length(payload) <= 4096),
  created_at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'failed')),
  finished_at INTEGER,
  error TEXT NOT NULL DEFAULT '',
  CHECK ((state = 'pending') = (finished_at IS NULL))
) STRICT;
CREATE INDEX request_state ON request (state, id);

CREATE TABLE schedule (
  job TEXT PRIMARY KEY,
  due_at INTEGER NOT NULL,
  interval_s INTEGER NOT NULL CHECK (interval_s > 0),
  last_at INTEGER,
  failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0)
) STRICT;
"""

# One CHECK with BETWEEN: five with IN would take as long as the row itself.
_BYTES = """
CREATE TABLE reading (
  at INTEGER NOT NULL,
  meter_id INTEGER NOT NULL REFERENCES meter (id),
  esim_id INTEGER REFERENCES esim (id),
  rx_bytes INTEGER NOT NULL CHECK (rx_bytes >= 0),
  tx_bytes INTEGER NOT NULL CHECK (tx_bytes >= 0),
  epoch TEXT NOT NULL,
  PRIMARY KEY (at, meter_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sample (
  at INTEGER NOT NULL,
  esim_id INTEGER NOT NULL,
  source INTEGER NOT NULL,
  rx_bytes INTEGER NOT NULL,
  tx_bytes INTEGER NOT NULL,
  quality INTEGER NOT NULL,
  PRIMARY KEY (at, esim_id, source),
  CHECK (source BETWEEN 0 AND 1 AND quality BETWEEN 0 AND 2 AND rx_bytes >= 0 AND tx_bytes >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE usage_hour (
  hour INTEGER NOT NULL,
  esim_id INTEGER NOT NULL,
  rx_bytes INTEGER NOT NULL,
  tx_bytes INTEGER NOT NULL,
  carrier_bytes INTEGER NOT NULL,
  estimated_bytes INTEGER NOT NULL,
  PRIMARY KEY (hour, esim_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE usage_day (
  day INTEGER NOT NULL,
  esim_id INTEGER NOT NULL,
  rx_bytes INTEGER NOT NULL,
  tx_bytes INTEGER NOT NULL,
  carrier_bytes INTEGER NOT NULL,
  estimated_bytes INTEGER NOT NULL,
  PRIMARY KEY (day, esim_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE fleet_hour (
  hour INTEGER PRIMARY KEY,
  rx_bytes INTEGER NOT NULL,
  tx_bytes INTEGER NOT NULL,
  carrier_bytes INTEGER NOT NULL,
  estimated_bytes INTEGER NOT NULL
) STRICT;

CREATE TABLE fleet_day (
  day INTEGER PRIMARY KEY,
  rx_bytes INTEGER NOT NULL,
  tx_bytes INTEGER NOT NULL,
  carrier_bytes INTEGER NOT NULL,
  estimated_bytes INTEGER NOT NULL
) STRICT;
"""

_OVERVIEW = """
CREATE TABLE overview (
  esim_id INTEGER PRIMARY KEY REFERENCES esim (id),
  name TEXT NOT NULL,
  carrier TEXT NOT NULL,
  device TEXT NOT NULL,
  coverage TEXT NOT NULL,
  iccid_tail TEXT NOT NULL,
  profile_state TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('none', 'ready', 'queued', 'active', 'expiring', 'low', 'slowed',
    'depleted', 'expired', 'lapsed', 'service_ended', 'profile_expired', 'archived')),
  unit_system TEXT NOT NULL,
  plan_id INTEGER,
  plan_name TEXT NOT NULL,
  billing TEXT NOT NULL,
  allowance_bytes INTEGER,
  used_bytes INTEGER NOT NULL,
  left_bytes INTEGER,
  daily_cap_bytes INTEGER,
  today_bytes INTEGER NOT NULL,
  is_estimate INTEGER NOT NULL CHECK (is_estimate IN (0, 1)),
  starts_at INTEGER,
  expires_at INTEGER,
  lapses_at INTEGER,
  zone TEXT NOT NULL,
  runs_out_at INTEGER,
  rate_bytes_per_day INTEGER,
  budget_bytes_per_day INTEGER,
  lasts INTEGER CHECK (lasts IN (0, 1)),
  reading_at INTEGER,
  auto_renew INTEGER NOT NULL DEFAULT 0 CHECK (auto_renew IN (0, 1)),
  service_ended INTEGER NOT NULL CHECK (service_ended IN (0, 1)),
  archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
  recent_bytes INTEGER NOT NULL,
  next_change_at INTEGER NOT NULL,
  sort_name TEXT NOT NULL,
  sort_carrier TEXT NOT NULL,
  sort_device TEXT NOT NULL,
  sort_left INTEGER NOT NULL,
  sort_expiry INTEGER NOT NULL,
  sort_forecast INTEGER NOT NULL,
  sort_status INTEGER NOT NULL,
  search_text TEXT NOT NULL
) STRICT;
CREATE INDEX overview_name ON overview (archived, sort_name, esim_id, sort_status);
CREATE INDEX overview_carrier ON overview (archived, sort_carrier, esim_id, sort_status);
CREATE INDEX overview_device ON overview (archived, sort_device, esim_id, sort_status);
CREATE INDEX overview_carrier_left ON overview (archived, carrier, sort_left, esim_id);
CREATE INDEX overview_left ON overview (archived, sort_left, esim_id, sort_status);
CREATE INDEX overview_expiry ON overview (archived, sort_expiry, esim_id, sort_status);
CREATE INDEX overview_forecast ON overview (archived, sort_forecast, esim_id, sort_status);
CREATE INDEX overview_status ON overview (archived, sort_status, esim_id);
CREATE INDEX overview_recent ON overview (recent_bytes);
CREATE INDEX overview_due ON overview (next_change_at);

CREATE TABLE state_count (
  status TEXT PRIMARY KEY,
  esims INTEGER NOT NULL CHECK (esims >= 0)
) STRICT, WITHOUT ROWID;
"""

# No trigger may fill the search index: virtual tables are closed to the schema (trusted_schema=OFF).
_SEARCH = (
    "CREATE VIRTUAL TABLE overview_search USING fts5"
    " (search_text, content='overview', content_rowid='esim_id', tokenize='trigram', detail='full')",
    """CREATE TRIGGER overview_added AFTER INSERT ON overview BEGIN
      INSERT INTO state_count (status, esims) VALUES (new.status, 1)
        ON CONFLICT (status) DO UPDATE SET esims = esims + 1;
    END""",
    """CREATE TRIGGER overview_moved AFTER UPDATE OF status ON overview WHEN old.status <> new.status BEGIN
      UPDATE state_count SET esims = esims - 1 WHERE status = old.status;
      INSERT INTO state_count (status, esims) VALUES (new.status, 1)
        ON CONFLICT (status) DO UPDATE SET esims = esims + 1;
    END""",
    """CREATE TRIGGER overview_removed AFTER DELETE ON overview BEGIN
      UPDATE state_count SET esims = esims - 1 WHERE status = old.status;
    END""",
)


def _split(script: str) -> tuple[str, ...]:
    """The statements of a script that holds no semicolon but those that end them."""
    return tuple(part.strip() for part in script.split(";") if part.strip())


STATEMENTS: tuple[str, ...] = (*_split(_SMALL), *_split(_BYTES), *_split(_OVERVIEW), *_SEARCH)
