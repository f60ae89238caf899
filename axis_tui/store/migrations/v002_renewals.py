"""Version 2: renewals, their history, the ledger, payment methods, quotes, auto-renew rules, approval PIN.

What money must never do is refused here too, whatever program writes: an order moves only along its state
table, what was ordered never changes, it counts as paid only with its ledger entry, and neither orders nor
ledger entries are ever removed. Triggers read only tables (trusted_schema=OFF allows that).
"""

_CARRIER = tuple(
    f"ALTER TABLE carrier ADD COLUMN {column} TEXT NOT NULL DEFAULT ''"
    for column in (
        "country", "support_hours", "renew_url", "store_address", "store_hours", "third_party",
        "third_party_url",
    )
)  # fmt: skip

_PACKAGE = (
    "ALTER TABLE package ADD COLUMN effect TEXT NOT NULL DEFAULT 'stack'"
    " CHECK (effect IN ('stack', 'extend', 'reset', 'add_data', 'balance'))",
    "ALTER TABLE package ADD COLUMN rollover INTEGER NOT NULL DEFAULT 0 CHECK (rollover IN (0, 1))",
    "ALTER TABLE package ADD COLUMN seen_at INTEGER",
    "ALTER TABLE package ADD COLUMN gone_at INTEGER",
)

# A CHECK cannot be changed in place. The kinds a worker knows are the write side's to say.
_REQUEST = """
CREATE TABLE request_2 (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  payload TEXT NOT NULL DEFAULT '{}' CHECK (length(payload) <= 4096),
  created_at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'failed')),
  finished_at INTEGER,
  error TEXT NOT NULL DEFAULT '',
  CHECK ((state = 'pending') = (finished_at IS NULL))
) STRICT;
INSERT INTO request_2 SELECT id, kind, payload, created_at, state, finished_at, error FROM request;
DROP TABLE request;
ALTER TABLE request_2 RENAME TO request;
CREATE INDEX request_state ON request (state, id);
"""

_TABLES = """
CREATE TABLE payment_method (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('card', 'debit_card', 'paypal', 'e_wallet', 'balance')),
  label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 40),
  last4 TEXT NOT NULL DEFAULT '' CHECK (last4 = '' OR length(last4) = 4),
  expires_month INTEGER CHECK (expires_month IS NULL OR expires_month BETWEEN 200001 AND 219912),
  carrier_id INTEGER REFERENCES carrier (id),
  created_at INTEGER NOT NULL,
  retired_at INTEGER,
  CHECK ((kind = 'balance') = (carrier_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX payment_method_label ON payment_method (label) WHERE retired_at IS NULL;
CREATE UNIQUE INDEX payment_method_balance ON payment_method (carrier_id)
  WHERE retired_at IS NULL AND carrier_id IS NOT NULL;

CREATE TABLE quote (
  id INTEGER PRIMARY KEY,
  esim_id INTEGER NOT NULL REFERENCES esim (id),
  package_id INTEGER NOT NULL REFERENCES package (id),
  price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
  fee_minor INTEGER NOT NULL DEFAULT 0 CHECK (fee_minor >= 0),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  currency_exponent INTEGER NOT NULL CHECK (currency_exponent BETWEEN 0 AND 4),
  answered_at INTEGER,
  quoted_at INTEGER NOT NULL,
  valid_until_at INTEGER NOT NULL
) STRICT;
CREATE INDEX quote_esim ON quote (esim_id, package_id, id);

CREATE TABLE renewal (
  id INTEGER PRIMARY KEY,
  esim_id INTEGER NOT NULL REFERENCES esim (id),
  plan_id INTEGER REFERENCES plan (id),
  carrier_id INTEGER NOT NULL REFERENCES carrier (id),
  package_id INTEGER NOT NULL REFERENCES package (id),
  method_id INTEGER REFERENCES payment_method (id),
  period INTEGER NOT NULL CHECK (period >= 0),
  attempt INTEGER NOT NULL CHECK (attempt >= 1),
  channel TEXT NOT NULL CHECK (channel IN ('online', 'auto', 'hotline', 'store', 'third_party')),
  is_guided INTEGER NOT NULL CHECK (is_guided IN (0, 1)),
  kind TEXT NOT NULL CHECK (kind IN ('base', 'top_up')),
  package_code TEXT NOT NULL,
  effect TEXT NOT NULL CHECK (effect IN ('stack', 'extend', 'reset', 'add_data', 'balance')),
  rollover INTEGER NOT NULL CHECK (rollover IN (0, 1)),
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
  price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  currency_exponent INTEGER NOT NULL CHECK (currency_exponent BETWEEN 0 AND 4),
  fee_minor INTEGER NOT NULL DEFAULT 0 CHECK (fee_minor >= 0),
  esim_reference TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 16 AND 80),
  body_hash TEXT NOT NULL CHECK (length(body_hash) = 64),
  rule_version INTEGER,
  consent_until_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('intent', 'sent', 'unknown', 'review', 'succeeded', 'credited',
    'declined', 'withdrawn', 'refunded')),
  asked_at INTEGER NOT NULL,
  first_sent_at INTEGER,
  paid_at INTEGER,
  credited_at INTEGER,
  changed_at INTEGER NOT NULL,
  reference TEXT NOT NULL DEFAULT '',
  proof TEXT NOT NULL DEFAULT '',
  decline TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '',
  looks INTEGER NOT NULL DEFAULT 0 CHECK (looks >= 0),
  checks INTEGER NOT NULL DEFAULT 0 CHECK (checks >= 0),
  next_look_at INTEGER,
  holdings_before TEXT NOT NULL DEFAULT '',
  holdings_after TEXT NOT NULL DEFAULT '',
  new_plan_id INTEGER REFERENCES plan (id),
  CHECK (state IN ('intent', 'withdrawn', 'declined') OR is_guided = 1 OR first_sent_at IS NOT NULL),
  CHECK ((paid_at IS NOT NULL) = (state IN ('succeeded', 'credited', 'refunded'))),
  CHECK (state <> 'credited' OR credited_at IS NOT NULL),
  CHECK (state <> 'declined' OR decline <> ''),
  CHECK ((channel = 'auto') = (rule_version IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX renewal_once ON renewal (coalesce(plan_id, -esim_id), period)
  WHERE state NOT IN ('declined', 'withdrawn');
CREATE UNIQUE INDEX renewal_attempt ON renewal (coalesce(plan_id, -esim_id), period, attempt);
CREATE INDEX renewal_state ON renewal (state, id);
CREATE INDEX renewal_list ON renewal (asked_at, id);
CREATE INDEX renewal_esim ON renewal (esim_id, asked_at, id);
CREATE INDEX renewal_plan ON renewal (plan_id, state);

CREATE TABLE renewal_event (
  id INTEGER PRIMARY KEY,
  renewal_id INTEGER NOT NULL REFERENCES renewal (id),
  at INTEGER NOT NULL,
  event TEXT NOT NULL CHECK (length(event) BETWEEN 1 AND 40),
  state TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX renewal_event_of ON renewal_event (renewal_id, id);

CREATE TABLE ledger (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('top_up', 'charge', 'fee', 'refund', 'adjustment')),
  carrier_id INTEGER NOT NULL REFERENCES carrier (id),
  esim_id INTEGER REFERENCES esim (id),
  renewal_id INTEGER REFERENCES renewal (id),
  method_id INTEGER REFERENCES payment_method (id),
  on_balance INTEGER NOT NULL CHECK (on_balance IN (0, 1)),
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  exponent INTEGER NOT NULL CHECK (exponent BETWEEN 0 AND 4),
  reference TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  CHECK (kind NOT IN ('charge', 'fee') OR amount_minor <= 0),
  CHECK (kind NOT IN ('top_up', 'refund') OR amount_minor >= 0)
) STRICT;
CREATE UNIQUE INDEX ledger_once ON ledger (renewal_id, kind) WHERE renewal_id IS NOT NULL;
CREATE INDEX ledger_carrier ON ledger (carrier_id, number);
CREATE INDEX ledger_esim ON ledger (esim_id, number);

CREATE TABLE auto_renew (
  esim_id INTEGER PRIMARY KEY REFERENCES esim (id),
  state TEXT NOT NULL CHECK (state IN ('off', 'on', 'suspended')),
  trigger_kind TEXT NOT NULL CHECK (trigger_kind IN ('balance_below', 'data_below', 'data_below_percent',
    'before_expiry', 'at_expiry')),
  trigger_value INTEGER NOT NULL CHECK (trigger_value >= 0),
  package_id INTEGER NOT NULL REFERENCES package (id),
  package_code TEXT NOT NULL,
  price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  currency_exponent INTEGER NOT NULL CHECK (currency_exponent BETWEEN 0 AND 4),
  consented_at INTEGER NOT NULL,
  method_id INTEGER NOT NULL REFERENCES payment_method (id),
  cap_plan_minor INTEGER CHECK (cap_plan_minor >= 0),
  cap_day_minor INTEGER CHECK (cap_day_minor >= 0),
  cap_month_minor INTEGER CHECK (cap_month_minor >= 0),
  overage TEXT NOT NULL CHECK (overage IN ('not_allowed', 'allowed')),
  overage_limit_minor INTEGER CHECK (overage_limit_minor >= 0),
  overage_then TEXT NOT NULL CHECK (overage_then IN ('stop', 'slow', 'buy')),
  ladder TEXT NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
  next_attempt_at INTEGER NOT NULL DEFAULT 0,
  suspended_for TEXT,
  why TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL CHECK (version >= 1),
  changed_at INTEGER NOT NULL,
  CHECK ((state = 'suspended') = (suspended_for IS NOT NULL)),
  CHECK ((overage = 'allowed') = (overage_limit_minor IS NOT NULL))
) STRICT;
CREATE INDEX auto_renew_state ON auto_renew (state, next_attempt_at);

CREATE TABLE approval_pin (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  stored TEXT NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
  failed_at INTEGER NOT NULL DEFAULT 0,
  locked_until_at INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL
) STRICT;
"""

MOVES = (
    "intent>sent", "intent>declined", "intent>withdrawn", "intent>succeeded", "sent>intent",
    "sent>succeeded", "sent>declined", "sent>unknown", "unknown>sent", "unknown>succeeded",
    "unknown>declined", "unknown>review", "review>succeeded", "review>declined", "succeeded>credited",
    "succeeded>refunded", "credited>refunded",
)  # fmt: skip
"""What `domain.renewal.ORDER_TRANSITIONS` allows, as it stood when this version was made; a test compares."""

_FIXED = (
    "esim_id", "plan_id", "carrier_id", "package_id", "method_id", "period", "attempt", "channel",
    "is_guided", "kind", "package_code", "effect", "rollover", "name", "coverage", "unit_system",
    "allowance_bytes", "daily_cap_bytes", "cap_rule", "validity_count", "validity_unit", "validity_clock",
    "time_zone", "start_rule", "billing", "activation_window_days", "consent_until_at", "price_minor",
    "currency", "currency_exponent", "fee_minor", "esim_reference", "key", "body_hash", "rule_version",
    "asked_at",
)  # fmt: skip
_CHANGED = " OR ".join(f"new.{column} IS NOT old.{column}" for column in _FIXED)
_ALLOWED = ", ".join(f"'{move}'" for move in MOVES)


def _refusing(name: str, when: str, condition: str, said: str) -> str:
    where = f" WHEN {condition}" if condition else ""
    return f"CREATE TRIGGER {name} BEFORE {when}{where} BEGIN SELECT RAISE(ABORT, '{said}'); END"


# INSERT OR REPLACE removes what is in its way, and no DELETE trigger sees that.
_IN_THE_WAY = (
    "r.id = new.id OR r.key = new.key"
    " OR (coalesce(r.plan_id, -r.esim_id) = coalesce(new.plan_id, -new.esim_id) AND r.period = new.period"
    " AND (r.attempt = new.attempt OR r.state NOT IN ('declined', 'withdrawn')))"
)

_TRIGGERS = (
    _refusing(
        "renewal_never_replaced", "INSERT ON renewal",
        f"EXISTS (SELECT 1 FROM renewal r WHERE {_IN_THE_WAY})", "orders are kept",
    ),
    _refusing(
        "renewal_event_never_replaced", "INSERT ON renewal_event",
        "EXISTS (SELECT 1 FROM renewal_event e WHERE e.id = new.id)", "history is kept",
    ),
    _refusing(
        "ledger_never_replaced", "INSERT ON ledger",
        "EXISTS (SELECT 1 FROM ledger l WHERE l.number = new.number"
        " OR (l.renewal_id = new.renewal_id AND l.kind = new.kind))",
        "the ledger is append-only",
    ),
    _refusing("renewal_begins", "INSERT ON renewal", "new.state <> 'intent'", "renewal begins as intent"),
    _refusing(
        "renewal_moves", "UPDATE OF state ON renewal",
        f"new.state <> old.state AND old.state || '>' || new.state NOT IN ({_ALLOWED})",
        "renewal moves by its state table",
    ),
    _refusing("renewal_fixed", "UPDATE ON renewal", _CHANGED, "what was ordered is fixed"),
    _refusing(
        "renewal_paid", "UPDATE OF state ON renewal",
        "new.state = 'succeeded' AND NOT EXISTS"
        " (SELECT 1 FROM ledger l WHERE l.renewal_id = new.id AND l.kind = 'charge')",
        "paid only with its ledger entry",
    ),
    _refusing("renewal_kept", "DELETE ON renewal", "", "orders are kept"),
    _refusing("renewal_event_fixed", "UPDATE ON renewal_event", "", "history is kept"),
    _refusing("renewal_event_kept", "DELETE ON renewal_event", "", "history is kept"),
    _refusing(
        "ledger_appends", "INSERT ON ledger",
        "new.number <> (SELECT coalesce(max(number), 0) + 1 FROM ledger)", "the ledger only grows",
    ),
    _refusing("ledger_fixed", "UPDATE ON ledger", "", "the ledger is append-only"),
    _refusing("ledger_kept", "DELETE ON ledger", "", "the ledger is append-only"),
)  # fmt: skip

STATEMENTS: tuple[str, ...] = (
    *_CARRIER,
    *_PACKAGE,
    *(part.strip() for part in (_REQUEST + _TABLES).split(";") if part.strip()),
    *_TRIGGERS,
)
