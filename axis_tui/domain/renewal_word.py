"""The words of renewing that the store keeps and the screens translate: enumerations and nothing else.

Light to import, as `word` is; the rules about them are in the modules named after what they decide.
"""

from enum import StrEnum


class Channel(StrEnum):
    """How a renewal reaches its carrier; all but AUTO, and ONLINE with an API, a person carries out."""

    ONLINE = "online"
    AUTO = "auto"
    HOTLINE = "hotline"
    STORE = "store"
    THIRD_PARTY = "third_party"


class OrderState(StrEnum):
    """Where a renewal's order stands."""

    INTENT = "intent"
    """On disk, nothing sent; a guided one waits for the person."""
    SENT = "sent"
    """Claimed by the one executor; from here on money may have moved."""
    UNKNOWN = "unknown"
    """No answer that can be trusted; looked up, or sent again with the same key, or parked."""
    REVIEW = "review"
    """Parked: a person decides, with evidence."""
    SUCCEEDED = "succeeded"
    """Paid and in the ledger; data is awaited."""
    CREDITED = "credited"
    """The data was seen."""
    DECLINED = "declined"
    """Nothing was charged."""
    WITHDRAWN = "withdrawn"
    """Taken back before anything was sent."""
    REFUNDED = "refunded"


class OrderEvent(StrEnum):
    """What may happen to an order."""

    SEND = "send"
    RELEASE = "release"
    """Proven that not one byte of it left: back to INTENT."""
    ACCEPT = "accept"
    DECLINE = "decline"
    LOSE = "lose"
    """The answer did not come, or says nothing."""
    RESEND = "resend"
    """Once more, with the same key."""
    PARK = "park"
    CREDIT = "credit"
    WITHDRAW = "withdraw"
    REFUND = "refund"


class DeclineKind(StrEnum):
    """Why a carrier did not take an order. Hard ones are never tried again by themselves."""

    INSUFFICIENT_FUNDS = "insufficient_funds"
    TRY_LATER = "try_later"
    LIMIT = "limit"
    CARD_EXPIRED = "card_expired"
    CARD_BLOCKED = "card_blocked"
    PRICE_CHANGED = "price_changed"
    PACKAGE_GONE = "package_gone"
    NOT_ELIGIBLE = "not_eligible"

    @property
    def is_hard(self) -> bool:
        """Whether trying again without a change by a person is pointless."""
        return self not in (DeclineKind.INSUFFICIENT_FUNDS, DeclineKind.TRY_LATER, DeclineKind.LIMIT)


class Effect(StrEnum):
    """What a package does to the plan that it renews."""

    STACK = "stack"
    """A plan of its own, which starts when the ones before it end."""
    EXTEND = "extend"
    """Its validity and its data are added to the running plan."""
    RESET = "reset"
    """The running plan begins anew now; what is left is kept only with rollover."""
    ADD_DATA = "add_data"
    """Only data is added; the expiry stays."""
    BALANCE = "balance"
    """Money is added to the carrier's balance; no plan changes."""


class LedgerKind(StrEnum):
    """What an entry of the ledger is about."""

    TOP_UP = "top_up"
    """Money put into a carrier's balance."""
    CHARGE = "charge"
    FEE = "fee"
    REFUND = "refund"
    ADJUSTMENT = "adjustment"
    """The opening balance, or a difference that a person accepted."""


class MethodKind(StrEnum):
    """What a renewal is paid with."""

    CARD = "card"
    DEBIT_CARD = "debit_card"
    PAYPAL = "paypal"
    E_WALLET = "e_wallet"
    BALANCE = "balance"
    """The carrier's own prepaid balance."""


class Trigger(StrEnum):
    """What an auto-renew rule waits for, and what its value counts."""

    BALANCE_BELOW = "balance_below"
    """Value: minor units of the rule's currency."""
    DATA_BELOW = "data_below"
    """Value: bytes left."""
    DATA_BELOW_PERCENT = "data_below_percent"
    """Value: percent of the allowance left."""
    BEFORE_EXPIRY = "before_expiry"
    """Value: days."""
    AT_EXPIRY = "at_expiry"
    """Value: 0."""


class RuleState(StrEnum):
    """Whether an auto-renew rule acts."""

    OFF = "off"
    ON = "on"
    SUSPENDED = "suspended"


class Overage(StrEnum):
    """Whether more than one renewal within one validity is allowed."""

    NOT_ALLOWED = "not_allowed"
    ALLOWED = "allowed"


class OverageThen(StrEnum):
    """What happens once the overage amount is spent."""

    STOP = "stop"
    """Nothing more is bought until the plan's next validity."""
    SLOW = "slow"
    """Nothing more is bought; the plan goes on at the carrier's slow speed."""
    BUY = "buy"
    """The package is bought all the same, within the caps."""


class SuspendReason(StrEnum):
    """Why a rule was suspended; `auto_renew.wakes_by` says what ends it."""

    DECLINED_HARD = "declined_hard"
    LADDER_SPENT = "ladder_spent"
    PRICE_CHANGED = "price_changed"
    PACKAGE_GONE = "package_gone"
    METHOD_UNUSABLE = "method_unusable"
    IN_DOUBT = "in_doubt"
    """An order waits for a person's decision: nothing is charged on top of it."""


class RuleEvent(StrEnum):
    """What may happen to an auto-renew rule."""

    SWITCH_ON = "switch_on"
    SWITCH_OFF = "switch_off"
    SUSPEND = "suspend"
    RESUME = "resume"


class Wake(StrEnum):
    """What may end a suspension."""

    PERSON = "person"
    """A person says: try again."""
    METHOD = "method"
    """The payment method was changed or mended."""
    BALANCE = "balance"
    """The carrier's balance now holds enough."""
    CONSENT = "consent"
    """A person agreed to the new package or price."""
    RESOLVED = "resolved"
    """The order in doubt was decided."""


class Why(StrEnum):
    """Why an auto-renew rule would charge now, or what keeps it from charging."""

    DUE = "due"
    OFF = "off"
    SUSPENDED = "suspended"
    NOT_TRIGGERED = "not_triggered"
    OPEN_ORDER = "open_order"
    """A renewal of the plan is under way."""
    IN_DOUBT = "in_doubt"
    """Of an order it is not known whether money moved: nothing is charged on top of it."""
    WAITING_RETRY = "waiting_retry"
    """A payment failed; the ladder says when it is tried again."""
    CAP_PLAN = "cap_plan"
    CAP_DAY = "cap_day"
    CAP_MONTH = "cap_month"
    OVERAGE_NOT_ALLOWED = "overage_not_allowed"
    """This validity was renewed once."""
    OVERAGE_SPENT_STOP = "overage_spent_stop"
    """The overage amount is spent; nothing more is bought in this validity."""
    OVERAGE_SPENT_SLOW = "overage_spent_slow"
    """The overage amount is spent; the plan goes on at the carrier's slow speed."""
    BELOW_MINIMUM = "below_minimum"
    """The carrier takes no amount as small."""
    METHOD_UNUSABLE = "method_unusable"
    CLOCK_UNTRUSTED = "clock_untrusted"
    SERVICE_ENDED = "service_ended"
    POSTPAID = "postpaid"
    """The carrier begins the next cycle by itself."""
    NO_PLAN = "no_plan"
    """No plan that could be renewed."""


class FindingCode(StrEnum):
    """What speaks against a renewal before it is ordered, and what its params say."""

    OPEN_ORDER = "open_order"
    """Another order for the eSIM is not at its end."""
    ARCHIVED = "archived"
    SERVICE_ENDED = "service_ended"
    """Its carrier has ended the service."""
    DELETED = "deleted"
    """Its profile was deleted."""
    NOT_INSTALLED = "not_installed"
    """Its profile is on no chip; a top-up needs one that is."""
    NO_DEVICE = "no_device"
    """It is bound to no device."""
    NO_REFERENCE = "no_reference"
    """Its ICCID is not known, so a carrier cannot tell which eSIM is meant."""
    COVERAGE_NARROWER = "coverage_narrower"
    """`countries`: codes, by blanks, that hold now and not with the package."""
    COVERAGE_OTHER = "coverage_other"
    """The package holds in no country where the eSIM holds now. `countries`: as above."""
    NEEDS_RUNNING_PLAN = "needs_running_plan"
    """The top-up adds to a running plan, and none runs."""
    LOSES_DATA = "loses_data"
    """The plan begins anew without rollover. `bytes`: what is thrown away."""
    ENDS_UNLIMITED = "ends_unlimited"
    """A plan without a limit becomes one with."""
    LAPSES_BEFORE_TURN = "lapses_before_turn"
    """The new plan would lapse while it waits for the plans before it. `at`: when."""
    SHORTER = "shorter"
    """The plan would end earlier than now. `from_at`, `to_at`: its end now, and then."""
