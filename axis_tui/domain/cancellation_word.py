"""The words of cancelling that the store keeps and the screens translate: enumerations and nothing else.

Light to import, as `word` is; the rules about them are in the modules named after what they decide.
"""

from enum import StrEnum


class Reason(StrEnum):
    """Why an eSIM's service is to end."""

    LOST = "lost"
    """The device, or the eSIM in it, is lost or damaged: its chip is out of reach for good."""
    REPLACED = "replaced"
    """Another device took its place."""
    UNUSED = "unused"
    UPKEEP = "upkeep"
    """The account is being put in order."""
    OTHER = "other"
    """As the person says; text is needed."""


class CaseState(StrEnum):
    """Where a cancellation stands."""

    DRAFT = "draft"
    """Being filled in; nothing was asked for."""
    SUBMITTED = "submitted"
    """Asked for here; not known yet to be with the carrier."""
    IN_REVIEW = "in_review"
    """The carrier has the request; its deadline runs."""
    APPROVED = "approved"
    """The carrier agreed; nothing was removed. The last state that can be withdrawn."""
    REJECTED = "rejected"
    """The carrier refused, and said why."""
    REMOVING = "removing"
    """On disk before the first act that cannot be taken back."""
    DISABLED = "disabled"
    DELETED = "deleted"
    """Off the chip; the carrier may not know."""
    NOTIFIED = "notified"
    """The carrier's server took the chip's signed notification of the deletion."""
    REVOKED = "revoked"
    """The carrier was asked to end it on its side, in place of what the chip would do."""
    VERIFIED = "verified"
    """Gone from the carrier, and from the chip where that can be reached."""
    CLOSED = "closed"
    """Over, with its dossier kept."""
    WITHDRAWN = "withdrawn"
    UNPROVEN = "unproven"
    """Ended by a person where it could not go on; the dossier says what was not proven."""


class CaseEvent(StrEnum):
    """What may happen to a cancellation."""

    SUBMIT = "submit"
    RECEIVE = "receive"
    """The carrier's reference of the request is known, or a person says that it was taken."""
    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    BEGIN = "begin"
    """From here on it is carried out."""
    DISABLE = "disable"
    DELETE = "delete"
    NOTIFY = "notify"
    REVOKE = "revoke"
    VERIFY = "verify"
    CLOSE = "close"
    GIVE_UP = "give_up"
    """A person ends what cannot go on: the chip broke, the carrier is no more."""


class Step(StrEnum):
    """What the worker does for a case; each may be done twice, and the second time changes nothing."""

    ASK = "ask"
    """Hand the request to the carrier, with the case's own number as its key."""
    DISABLE = "disable"
    DELETE = "delete"
    KEEP = "keep"
    """Keep the chip's signed notification as proof, before it is sent and gone."""
    NOTIFY = "notify"
    """Send the kept notification; it stays on the chip until that is recorded."""
    TIDY = "tidy"
    """Take the notification that was sent off the chip."""
    REVOKE = "revoke"
    """Ask the carrier to end the profile on its side."""
    SEAL = "seal"
    """Put the dossier together and keep it."""


class Recall(StrEnum):
    """Whether the carrier knows that a withdrawn request is taken back."""

    NO = ""
    """Nothing was handed over by a program, or the case is not withdrawn."""
    WANTED = "wanted"
    """It is to be told."""
    TOLD = "told"
    NONE = "none"
    """It has no such request."""
    REFUSED = "refused"
    """It does not take it back, or takes no program's word for that: a person has to tell it."""


class RecallStep(StrEnum):
    """What the worker does to take a request back; each may be done twice."""

    LOOK = "look"
    """Ask the carrier which request it has."""
    WITHDRAW = "withdraw"


class Wait(StrEnum):
    """What a case waits for while the worker has nothing to do for it."""

    PERSON = "person"
    """To submit, to ask the carrier, to confirm the removal, to record what it said, or to look at it."""
    CARRIER = "carrier"
    """Its answer, or its word that the service has ended."""
    CHIP = "chip"
    """To be reached again."""
    CLOCK = "clock"
    """To be trusted: nothing ends for good on one that is not."""


class OnChip(StrEnum):
    """What the chip says of the profile now."""

    ENABLED = "enabled"
    DISABLED = "disabled"
    ABSENT = "absent"
    """The right chip was read whole, by its EID, and the profile is not on it."""
    UNKNOWN = "unknown"
    """It could not be read."""


class Notice(StrEnum):
    """What the chip says of the notification of this profile's deletion.

    That is one that came when the profile went, or later: an earlier profile may have had the same ICCID.
    """

    PENDING = "pending"
    NONE = "none"
    """The list was read whole, and it is not there."""
    UNKNOWN = "unknown"


class CarrierSays(StrEnum):
    """What the carrier says of the service now."""

    ACTIVE = "active"
    """Not ended, whatever the plan holds."""
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"
    """It could not be asked."""
    MUTE = "mute"
    """It has no way to tell a program; a person records its confirmation."""


class PolicyRule(StrEnum):
    """What a profile's own rules forbid (GSMA SGP.22 §2.9, Profile Policy Rules)."""

    NO_DISABLE = "ppr1"
    NO_DELETE = "ppr2"


class RefundRule(StrEnum):
    """When a carrier gives money back for what was not used."""

    NEVER = "never"
    UNINSTALLED = "uninstalled"
    """All of it, until the profile is downloaded."""
    UNSTARTED = "unstarted"
    """All of it, until the plan starts."""
    PRO_RATA = "pro_rata"
    """All of it until the plan starts, then what is left of it."""


class Level(StrEnum):
    """What one line of the checklist means for the request."""

    BLOCKS = "blocks"
    WARNS = "warns"
    OK = "ok"


class CheckCode(StrEnum):
    """One line of the checklist before a cancellation is submitted, and what its params say.

    An amount is `minor`, `currency` and `exponent`.
    """

    OPEN_CASE = "open_case"
    """Another cancellation of the eSIM is open."""
    ALREADY_ENDED = "already_ended"
    """`case`: the number of the cancellation that ended it, since which nothing was bought or installed."""
    REASON = "reason"
    """`reason`: a Reason."""
    REASON_TEXT_MISSING = "reason_text_missing"
    """OTHER without a word about it."""
    VALUE_NONE = "value_none"
    """Nothing is left that was paid for."""
    VALUE_LEFT = "value_left"
    """The amount that would be lost; `by`: `data`, `time`, or `price` of a plan that never started, and
    `plans` where it is the sum over several."""
    VALUE_UNKNOWN = "value_unknown"
    """Something is left, and its price is not known."""
    FEE_NONE = "fee_none"
    FEE = "fee"
    """The amount."""
    FEE_UNKNOWN = "fee_unknown"
    REFUND_NOTHING = "refund_nothing"
    """Nothing is left to be refunded."""
    REFUND_FULL = "refund_full"
    """The amount: all that was paid."""
    REFUND_PART = "refund_part"
    """The amount, at most."""
    REFUND_NONE = "refund_none"
    REFUND_UNKNOWN = "refund_unknown"
    """The carrier's rule, or a price, is not known."""
    NOTICE_PERIOD = "notice_period"
    """A postpaid plan goes on for `days`, to `until_at`, if it is asked for now."""
    NOTICE_UNKNOWN = "notice_unknown"
    """A postpaid plan, and how long it goes on is not known."""
    RULES_ALLOW = "rules_allow"
    """No rule of the profile is known to forbid the chip's steps."""
    RULES_NONE = "rules_none"
    """The chip lets no profile carry one that does."""
    RULES_MAY_FORBID = "rules_may_forbid"
    """The chip lets profiles carry such rules; whether this one does shows when it is tried."""
    RULE_NO_DISABLE = "rule_no_disable"
    RULE_NO_DELETE = "rule_no_delete"
    CARRIER_REVOKES = "carrier_revokes"
    """In place of the chip's steps, the carrier ends it on its side."""
    NO_DEVICE = "no_device"
    """It is on no device that would go without."""
    OTHER_WORKS = "other_works"
    """`count`: other eSIMs that work on `device`."""
    LAST_WORKING = "last_working"
    """`device` is left without an eSIM that works."""
    ORDERS_NONE = "orders_none"
    OPEN_ORDERS = "open_orders"
    """`count`: renewals that are not at their end."""
    AUTO_RENEW_OFF = "auto_renew_off"
    AUTO_RENEW_ON = "auto_renew_on"
    """It will be turned off."""
    CONTACT_SET = "contact_set"
    CONTACT_MISSING = "contact_missing"
    """No e-mail address for the carrier's answer."""
    BACKUP_MADE = "backup_made"
    """`at`: when it was verified."""
    BACKUP_MISSING = "backup_missing"
    BACKUP_OLD = "backup_old"
    """`at`: when the last one was verified."""
