"""Auto-renew: a rule and its states, how a declined payment is tried again, what suspends it and wakes it up.

Pure. Whether a rule is due is decided in `auto_renew_decision`; the store holds that a period is bought once,
whatever is decided there; the worker carries it out.
"""

from dataclasses import dataclass, replace

from axis_tui.domain.money import Money
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.renewal_word import DeclineKind
from axis_tui.domain.renewal_word import Overage as Overage
from axis_tui.domain.renewal_word import OverageThen as OverageThen
from axis_tui.domain.renewal_word import RuleEvent as RuleEvent
from axis_tui.domain.renewal_word import RuleState as RuleState
from axis_tui.domain.renewal_word import SuspendReason as SuspendReason
from axis_tui.domain.renewal_word import Trigger as Trigger
from axis_tui.domain.renewal_word import Wake as Wake

RULE_TRANSITIONS: dict[tuple[RuleState, RuleEvent], RuleState] = {
    (RuleState.OFF, RuleEvent.SWITCH_ON): RuleState.ON,
    (RuleState.ON, RuleEvent.SWITCH_OFF): RuleState.OFF,
    (RuleState.ON, RuleEvent.SUSPEND): RuleState.SUSPENDED,
    (RuleState.SUSPENDED, RuleEvent.SWITCH_OFF): RuleState.OFF,
    (RuleState.SUSPENDED, RuleEvent.RESUME): RuleState.ON,
}
"""Every lawful step; the keys on screen follow from it. Off is reached from wherever the rule acts or may."""

LADDER_S = (900, 7_200, 43_200, 86_400)
"""The default retry ladder: 15 min, 2 h, 12 h, 24 h after a payment that failed for a time."""

_SUSPENDED_FOR = {
    DeclineKind.PRICE_CHANGED: SuspendReason.PRICE_CHANGED,
    DeclineKind.PACKAGE_GONE: SuspendReason.PACKAGE_GONE,
}
_WAKES = {
    SuspendReason.DECLINED_HARD: frozenset({Wake.METHOD, Wake.PERSON}),
    SuspendReason.LADDER_SPENT: frozenset({Wake.METHOD, Wake.BALANCE, Wake.PERSON}),
    SuspendReason.PRICE_CHANGED: frozenset({Wake.CONSENT}),
    SuspendReason.PACKAGE_GONE: frozenset({Wake.CONSENT}),
    SuspendReason.METHOD_UNUSABLE: frozenset({Wake.METHOD}),
    SuspendReason.IN_DOUBT: frozenset({Wake.RESOLVED}),
}


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person agreed to: nothing dearer and nothing else is ever bought by the rule."""

    package_code: str
    price: Money
    """In all, fees included."""
    at: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One eSIM's auto-renew rule as the store keeps it; all amounts in the currency of the consent."""

    state: RuleState
    trigger: Trigger
    value: int
    """What `trigger` counts: minor units, bytes, percent, or days."""
    consent: Consent
    method_id: int
    cap_plan: Money | None
    """The most within one validity of the plan; None is no cap."""
    cap_day: Money | None
    """The most on one local day of the store's zone."""
    cap_month: Money | None
    """The most in one calendar month of the store's zone."""
    overage: Overage = Overage.NOT_ALLOWED
    overage_limit: Money | None = None
    """The most beyond the first renewal of a validity; None where it is not allowed."""
    overage_then: OverageThen = OverageThen.STOP
    ladder_s: tuple[int, ...] = LADDER_S
    failures: int = 0
    """Payments that failed in a row."""
    next_attempt_at: int = 0
    """Not before this instant."""
    suspended_for: SuspendReason | None = None
    version: int = 1
    """Grows with each change by a person; what was claimed under an older one is not sent."""


def is_rule_event_possible(state: RuleState, event: RuleEvent) -> bool:
    """Whether `event` can happen to a rule in `state`."""
    return (state, event) in RULE_TRANSITIONS


def rule_moved(rule: Rule, event: RuleEvent) -> Rule:
    """`rule` in the state that `event` leads to, its failures forgotten; Problem where it cannot happen.

    For what a person or a wake does; a rule is suspended by `suspended`, which says why.
    """
    found = RULE_TRANSITIONS.get((rule.state, event))
    if found is None:
        raise Problem(
            N_("Auto-renew that is %(state)s cannot do that; look at it again"), state=rule.state.value
        )
    return replace(rule, state=found, failures=0, next_attempt_at=0, suspended_for=None)


def may_send(rule: Rule | None, claimed_version: int) -> bool:
    """Whether a charge claimed under `claimed_version` of the rule may still go out.

    Asked last before the first byte is sent: the rule is there, is on, and no person changed it since.
    """
    return rule is not None and rule.state is RuleState.ON and rule.version == claimed_version


def after_decline(rule: Rule, kind: DeclineKind, now: int) -> Rule:
    """`rule` after its charge was declined at `now`: to be tried again by its ladder, or suspended.

    A hard decline suspends at once; so does one more failure than the ladder has rungs. A rule that is not on
    any more, as it was switched off while the charge was under way, stays as it is.
    """
    if rule.state is not RuleState.ON:
        return rule
    if kind.is_hard:
        return suspended(rule, _SUSPENDED_FOR.get(kind, SuspendReason.DECLINED_HARD))
    failed = replace(rule, failures=rule.failures + 1)
    if rule.failures >= len(rule.ladder_s):
        return suspended(failed, SuspendReason.LADDER_SPENT)
    return replace(failed, next_attempt_at=now + rule.ladder_s[rule.failures])


def after_success(rule: Rule) -> Rule:
    """`rule` after its charge was taken: the ladder begins anew. Its state stays, whatever it is by now."""
    return replace(rule, failures=0, next_attempt_at=0)


def suspended(rule: Rule, reason: SuspendReason) -> Rule:
    """`rule` suspended for `reason`; one that is off, or was suspended before, stays as it is."""
    if not is_rule_event_possible(rule.state, RuleEvent.SUSPEND):
        return rule
    return replace(rule, state=RuleState.SUSPENDED, next_attempt_at=0, suspended_for=reason)


def wakes_by(reason: SuspendReason) -> frozenset[Wake]:
    """All that ends a suspension for `reason`."""
    return _WAKES[reason]


def woken(rule: Rule, wake: Wake) -> Rule | None:
    """`rule` on again with its ladder unused; None where `wake` does not end its suspension."""
    if rule.state is not RuleState.SUSPENDED or rule.suspended_for is None:
        return None
    return rule_moved(rule, RuleEvent.RESUME) if wake in wakes_by(rule.suspended_for) else None
