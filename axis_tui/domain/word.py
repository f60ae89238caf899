"""The words that the store keeps and the screens translate: the enumerations of the domain and nothing else.

Light to import, for what must start fast; the rules about them are in the modules that give them on.
"""

from enum import StrEnum


class UnitSystem(StrEnum):
    """How a carrier counts: DECIMAL, 1 GB = 10**9 bytes (SI); BINARY, 1 GB = 2**30 bytes (IEC GiB)."""

    DECIMAL = "decimal"
    BINARY = "binary"


class ValidityUnit(StrEnum):
    """What a validity counts."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class ValidityClock(StrEnum):
    """ROLLING runs from the very second of the start; CALENDAR ends at local midnight."""

    ROLLING = "rolling"
    CALENDAR = "calendar"


class StartRule(StrEnum):
    """What starts a plan."""

    PURCHASE = "purchase"
    INSTALL = "install"
    FIRST_USE = "first_use"


class Billing(StrEnum):
    """PREPAID ends at its expiry; POSTPAID begins a new cycle there."""

    PREPAID = "prepaid"
    POSTPAID = "postpaid"


class PackageKind(StrEnum):
    """BASE stands alone; TOP_UP adds to a plan that is there."""

    BASE = "base"
    TOP_UP = "top_up"


class CapRule(StrEnum):
    """What happens at the daily cap: nothing, a slower speed, or no data until the next local day."""

    NONE = "none"
    THROTTLE = "throttle"
    CUT = "cut"


class PlanState(StrEnum):
    """Where a plan stands."""

    READY = "ready"
    """Bought, not started."""
    QUEUED = "queued"
    """Bought, waiting for the plan before it on the same eSIM."""
    ACTIVE = "active"
    DEPLETED = "depleted"
    """Started and still valid, but no data left."""
    EXPIRED = "expired"
    LAPSED = "lapsed"
    """Never started within its activation window."""
    ENDED = "ended"
    """Ended early: cancelled, revoked, refunded."""


class PlanEvent(StrEnum):
    """What may happen to a plan."""

    QUEUE = "queue"
    UNQUEUE = "unqueue"
    START = "start"
    DEPLETE = "deplete"
    REFILL = "refill"
    NEW_CYCLE = "new_cycle"
    EXPIRE = "expire"
    LAPSE = "lapse"
    END = "end"


class Status(StrEnum):
    """One word for an eSIM."""

    NONE = "none"
    """No plan yet."""
    READY = "ready"
    QUEUED = "queued"
    ACTIVE = "active"
    EXPIRING = "expiring"
    """The last 3 days of a plan longer than that; the last day of one longer than a day."""
    LOW = "low"
    """A tenth of the allowance or less is left."""
    SLOWED = "slowed"
    """The daily cap is reached: slower until the next local day."""
    DEPLETED = "depleted"
    """No data left, or none until the next local day."""
    EXPIRED = "expired"
    LAPSED = "lapsed"
    SERVICE_ENDED = "service_ended"
    """The carrier ended its service though the plan is still valid."""
    PROFILE_EXPIRED = "profile_expired"
    """The eSIM's own life is over, whatever its plan says."""
    CANCELLED = "cancelled"
    """A cancellation ended its service: nothing is left, whatever its plan held, and nothing to renew."""
    ARCHIVED = "archived"


class AlertKind(StrEnum):
    """What an alert is about, and what its threshold counts."""

    EXPIRING = "expiring"
    """Threshold: days to the expiry."""
    LAPSING = "lapsing"
    """Threshold: days to the end of the activation window."""
    LOW_DATA = "low_data"
    """Threshold: percent of the allowance used."""
    STALE_METER = "stale_meter"
    """Threshold: minutes without a reading."""
    METER_FAILING = "meter_failing"
    CLOCK_UNTRUSTED = "clock_untrusted"
    FORECAST_EARLY = "forecast_early"
    ORDER_IN_DOUBT = "order_in_doubt"
    """A payment may have been made and no answer came; a person decides. Cycle: the order."""
    NOT_CREDITED = "not_credited"
    """Threshold: minutes since it was paid. Cycle: the order."""
    PAYMENT_FAILED = "payment_failed"
    """An order was declined. Cycle: the order."""
    PAYMENT_RETRY = "payment_retry"
    """Auto-renew tries again by its ladder. Threshold: which attempt failed. Cycle: the order."""
    AUTO_RENEW_SUSPENDED = "auto_renew_suspended"
    """Cycle: since when."""
    LOW_BALANCE = "low_balance"
    """A carrier's balance no longer pays for the next automatic renewal. Cycle: the last order."""
    METHOD_EXPIRING = "method_expiring"
    """Threshold: days to the end of its last month. Cycle: the payment method."""
    BALANCE_DIFFERS = "balance_differs"
    """A carrier's balance is not what the ledger says. Threshold: the carrier; cycle: the difference."""
    PAID_NOT_INSTALLED = "paid_not_installed"
    """A plan is paid for, and the chip of its device does not hold it. Cycle: the plan; threshold: how often
    that came back."""
    ENABLED_EXPIRED = "enabled_expired"
    """The chip uses a profile whose plan is over, or whose service. Cycle and threshold as above."""
    DELETED_BILLING = "deleted_billing"
    """A profile is deleted, and its plan goes on to cost. Cycle and threshold as above."""
    UNKNOWN_ON_CHIP = "unknown_on_chip"
    """The chip holds a profile of no eSIM here. Cycle: the profile; threshold as above."""
    WENT_BACK = "went_back"
    """A switch of the chip's profile that nobody kept was undone. Cycle: when."""
    REVIEW_REMINDER = "review_reminder"
    """A carrier's answer to a cancellation is due in a working day. Cycle: the case."""
    REVIEW_OVERDUE = "review_overdue"
    """A carrier's answer to a cancellation is late. Cycle: the case."""
    CASE_WAITS_FOR_YOU = "case_waits_for_you"
    """A cancellation goes on only by a person. Threshold: its state's place. Cycle: the case."""
    CASE_REFUSED = "case_refused"
    """A carrier refused a cancellation, by its interface. Cycle: the case."""


class Severity(StrEnum):
    """How much an alert matters."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for INFO up to 2 for CRITICAL, to sort by."""
        return ("info", "warning", "critical").index(self.value)


class AlertState(StrEnum):
    """Where an alert stands."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


class AlertEvent(StrEnum):
    """What may happen to an alert; UNSNOOZE by a person or because its time is up."""

    ACKNOWLEDGE = "acknowledge"
    SNOOZE = "snooze"
    UNSNOOZE = "unsnooze"
    RESOLVE = "resolve"
    REOPEN = "reopen"


class Quality(StrEnum):
    """How well the bytes of an interval are known."""

    MEASURED = "measured"
    ESTIMATED = "estimated"
    """The sum is measured; when within the interval is guessed."""
    GAP = "gap"
    """The counter restarted: some bytes before that were never seen."""
