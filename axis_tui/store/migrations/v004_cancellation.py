"""Version 4: cancellations with their history, and how a carrier ends a service.

What must never happen is refused here too, whatever program writes: there is at most one open case an eSIM,
a case moves only along its state table, nothing is asked of a carrier without a verified backup, nothing is
removed without a person's word after the approval, and an eSIM that is being cancelled buys nothing more.
"""

_CARRIER = (
    "ALTER TABLE carrier ADD COLUMN cancel_fee_minor INTEGER CHECK (cancel_fee_minor >= 0)",
    "ALTER TABLE carrier ADD COLUMN cancel_fee_currency TEXT"
    " CHECK (cancel_fee_currency IS NULL OR length(cancel_fee_currency) = 3)",
    "ALTER TABLE carrier ADD COLUMN cancel_fee_exponent INTEGER"
    " CHECK (cancel_fee_exponent IS NULL OR cancel_fee_exponent BETWEEN 0 AND 4)",
    "ALTER TABLE carrier ADD COLUMN refund_policy TEXT CHECK (refund_policy IS NULL OR refund_policy IN"
    " ('never', 'uninstalled', 'unstarted', 'pro_rata'))",
    "ALTER TABLE carrier ADD COLUMN review_days INTEGER CHECK (review_days BETWEEN 0 AND 366)",
    "ALTER TABLE carrier ADD COLUMN notice_days INTEGER CHECK (notice_days BETWEEN 0 AND 366)",
)

DONE = ("rejected", "closed", "withdrawn", "unproven")
"""What `domain.cancellation.DONE` holds, as it stood when this version was made; a test compares."""
_DONE = ", ".join(f"'{state}'" for state in DONE)

_TABLES = f"""
CREATE TABLE cancellation (
  id INTEGER PRIMARY KEY,
  esim_id INTEGER NOT NULL REFERENCES esim (id),
  carrier_id INTEGER NOT NULL REFERENCES carrier (id),
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'in_review', 'approved', 'rejected', 'removing',
    'disabled', 'deleted', 'notified', 'revoked', 'verified', 'closed', 'withdrawn', 'unproven')),
  reason TEXT NOT NULL CHECK (reason IN ('lost', 'replaced', 'unused', 'upkeep', 'other')),
  notes TEXT NOT NULL DEFAULT '' CHECK (length(notes) <= 500),
  contact TEXT NOT NULL DEFAULT '' CHECK (length(contact) <= 200),
  device TEXT NOT NULL DEFAULT '',
  esim_reference TEXT NOT NULL DEFAULT '',
  uses_api INTEGER NOT NULL DEFAULT 0 CHECK (uses_api IN (0, 1)),
  has_chip INTEGER NOT NULL DEFAULT 0 CHECK (has_chip IN (0, 1)),
  chip_refused INTEGER NOT NULL DEFAULT 0 CHECK (chip_refused IN (0, 1)),
  checklist TEXT NOT NULL DEFAULT '',
  backup_file TEXT NOT NULL DEFAULT '',
  backup_sha256 TEXT NOT NULL DEFAULT '' CHECK (length(backup_sha256) IN (0, 64)),
  backup_at INTEGER,
  created_at INTEGER NOT NULL,
  submitted_at INTEGER,
  received_at INTEGER,
  review_days INTEGER CHECK (review_days BETWEEN 0 AND 366),
  remind_on TEXT NOT NULL DEFAULT '' CHECK (length(remind_on) IN (0, 10)),
  deadline_on TEXT NOT NULL DEFAULT '' CHECK (length(deadline_on) IN (0, 10)),
  holidays_known INTEGER NOT NULL DEFAULT 0 CHECK (holidays_known IN (0, 1)),
  decided_at INTEGER,
  confirmed_at INTEGER,
  begun_at INTEGER,
  verified_at INTEGER,
  ended_at INTEGER,
  changed_at INTEGER NOT NULL,
  reference TEXT NOT NULL DEFAULT '' CHECK (length(reference) <= 80),
  rejection TEXT NOT NULL DEFAULT '' CHECK (length(rejection) <= 500),
  confirmation TEXT NOT NULL DEFAULT '' CHECK (length(confirmation) <= 2000),
  proof TEXT NOT NULL DEFAULT '',
  before TEXT NOT NULL DEFAULT '',
  after TEXT NOT NULL DEFAULT '',
  dossier TEXT NOT NULL DEFAULT '',
  error TEXT NOT NULL DEFAULT '' CHECK (length(error) <= 500),
  CHECK (state IN ('draft', 'withdrawn') OR (submitted_at IS NOT NULL AND backup_sha256 <> '')),
  CHECK (state <> 'in_review' OR (received_at IS NOT NULL AND deadline_on <> '')),
  CHECK (state <> 'rejected' OR (decided_at IS NOT NULL AND rejection <> '')),
  CHECK (state IN ('draft', 'submitted', 'in_review', 'rejected', 'withdrawn') OR decided_at IS NOT NULL),
  CHECK (begun_at IS NULL OR confirmed_at IS NOT NULL),
  CHECK (state NOT IN ('removing', 'disabled', 'deleted', 'notified', 'revoked', 'verified', 'closed',
    'unproven') OR begun_at IS NOT NULL),
  CHECK (state NOT IN ('verified', 'closed') OR verified_at IS NOT NULL),
  CHECK (state <> 'closed' OR dossier <> ''),
  CHECK ((ended_at IS NOT NULL) = (state IN ({_DONE})))
) STRICT;
CREATE UNIQUE INDEX cancellation_once ON cancellation (esim_id) WHERE state NOT IN ({_DONE});
CREATE INDEX cancellation_state ON cancellation (state, id);
CREATE INDEX cancellation_esim ON cancellation (esim_id, id);

CREATE TABLE cancellation_event (
  id INTEGER PRIMARY KEY,
  cancellation_id INTEGER NOT NULL REFERENCES cancellation (id),
  at INTEGER NOT NULL,
  event TEXT NOT NULL CHECK (length(event) BETWEEN 1 AND 40),
  state TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX cancellation_event_of ON cancellation_event (cancellation_id, id);
"""

MOVES = (
    "draft>submitted", "draft>withdrawn", "submitted>in_review", "submitted>approved", "submitted>rejected",
    "submitted>withdrawn", "in_review>approved", "in_review>rejected", "in_review>withdrawn",
    "approved>removing", "approved>withdrawn", "removing>disabled", "removing>deleted", "disabled>deleted",
    "deleted>notified", "removing>revoked", "disabled>revoked", "deleted>revoked", "notified>verified",
    "revoked>verified", "verified>closed", "removing>unproven", "disabled>unproven", "deleted>unproven",
    "notified>unproven", "revoked>unproven",
)  # fmt: skip
"""What `domain.cancellation.CASE_TRANSITIONS` allows, as it stood then; a test compares."""

_FIXED = ("esim_id", "carrier_id", "created_at")
_SUBMITTED = (
    "reason", "notes", "contact", "device", "esim_reference", "uses_api", "has_chip", "checklist",
    "backup_file", "backup_sha256", "backup_at", "submitted_at", "before",
)  # fmt: skip
_ALLOWED = ", ".join(f"'{move}'" for move in MOVES)
_BEING_CANCELLED = (
    "EXISTS (SELECT 1 FROM cancellation c WHERE c.esim_id = new.esim_id AND c.state <> 'draft'"
    f" AND c.state NOT IN ({_DONE}))"
)


def _refusing(name: str, when: str, condition: str, said: str) -> str:
    where = f" WHEN {condition}" if condition else ""
    return f"CREATE TRIGGER {name} BEFORE {when}{where} BEGIN SELECT RAISE(ABORT, '{said}'); END"


def _changed(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"new.{column} IS NOT old.{column}" for column in columns)


_TRIGGERS = (
    _refusing(
        "cancellation_begins", "INSERT ON cancellation", "new.state <> 'draft'", "a case begins as draft"
    ),
    _refusing(
        "cancellation_moves", "UPDATE OF state ON cancellation",
        f"new.state <> old.state AND old.state || '>' || new.state NOT IN ({_ALLOWED})",
        "a case moves by its state table",
    ),
    _refusing(
        "cancellation_fixed", "UPDATE ON cancellation", _changed(_FIXED), "what a case is about is fixed"
    ),
    _refusing(
        "cancellation_submitted", "UPDATE ON cancellation",
        f"old.state <> 'draft' AND ({_changed(_SUBMITTED)})", "what was submitted is fixed",
    ),
    _refusing(
        "cancellation_proven", "UPDATE ON cancellation",
        "(old.proof <> '' AND new.proof <> old.proof) OR (old.dossier <> '' AND new.dossier <> old.dossier)",
        "proof is kept as it is",
    ),
    _refusing("cancellation_kept", "DELETE ON cancellation", "", "cases are kept"),
    _refusing("cancellation_event_fixed", "UPDATE ON cancellation_event", "", "history is kept"),
    _refusing("cancellation_event_kept", "DELETE ON cancellation_event", "", "history is kept"),
    _refusing("renewal_not_cancelled", "INSERT ON renewal", _BEING_CANCELLED, "this eSIM is being cancelled"),
    _refusing(
        "auto_renew_not_cancelled", "INSERT ON auto_renew", f"new.state = 'on' AND {_BEING_CANCELLED}",
        "this eSIM is being cancelled",
    ),
    _refusing(
        "auto_renew_stays_off", "UPDATE OF state ON auto_renew",
        f"new.state = 'on' AND old.state <> 'on' AND {_BEING_CANCELLED}", "this eSIM is being cancelled",
    ),
)  # fmt: skip

STATEMENTS: tuple[str, ...] = (
    *_CARRIER,
    *(part.strip() for part in _TABLES.split(";") if part.strip()),
    *_TRIGGERS,
)
