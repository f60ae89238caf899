"""Which conditions are worth a person's attention, how grave each is, and what may become of an alert.

Pure rules: raising once per cycle and threshold is held by the store, wording by the screens.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from axis_tui.domain.forecast import Forecast
from axis_tui.domain.package import Billing
from axis_tui.domain.plan import RUNNING, WAITING, Plan, PlanState, advance
from axis_tui.domain.validity import DAY_S
from axis_tui.domain.word import AlertEvent as AlertEvent
from axis_tui.domain.word import AlertKind as AlertKind
from axis_tui.domain.word import AlertState as AlertState
from axis_tui.domain.word import Severity as Severity

ALERT_TRANSITIONS: dict[tuple[AlertState, AlertEvent], AlertState] = {
    (AlertState.OPEN, AlertEvent.ACKNOWLEDGE): AlertState.ACKNOWLEDGED,
    (AlertState.OPEN, AlertEvent.SNOOZE): AlertState.SNOOZED,
    (AlertState.OPEN, AlertEvent.RESOLVE): AlertState.RESOLVED,
    (AlertState.ACKNOWLEDGED, AlertEvent.SNOOZE): AlertState.SNOOZED,
    (AlertState.ACKNOWLEDGED, AlertEvent.REOPEN): AlertState.OPEN,
    (AlertState.ACKNOWLEDGED, AlertEvent.RESOLVE): AlertState.RESOLVED,
    (AlertState.SNOOZED, AlertEvent.ACKNOWLEDGE): AlertState.ACKNOWLEDGED,
    (AlertState.SNOOZED, AlertEvent.SNOOZE): AlertState.SNOOZED,
    (AlertState.SNOOZED, AlertEvent.UNSNOOZE): AlertState.OPEN,
    (AlertState.SNOOZED, AlertEvent.RESOLVE): AlertState.RESOLVED,
    (AlertState.RESOLVED, AlertEvent.REOPEN): AlertState.OPEN,
}
"""Every lawful step; the keys on screen are enabled by it."""


@dataclass(frozen=True, slots=True)
class AlertRules:
    """When to raise; thresholds in any order."""

    expiry_days: tuple[int, ...] = (30, 7, 3, 1)
    lapse_days: tuple[int, ...] = (7, 1)
    low_data_percent: tuple[int, ...] = (75, 90, 100)
    stale_after_s: int = 1_800


@dataclass(frozen=True, slots=True)
class AlertDraft:
    """An alert that is due; raised at most once for its kind, subject, threshold and cycle."""

    kind: AlertKind
    threshold: int
    cycle: int
    severity: Severity


def due_alerts(plan: Plan, now: int, rules: AlertRules) -> list[AlertDraft]:
    """What `plan` calls for at `now`: per kind only the sharpest threshold crossed.

    The blunter ones count as passed. Day thresholds that the plan's whole length (or activation window)
    does not exceed are skipped: a 30-day plan raises nothing on its first day. Postpaid
    cycles renew by themselves and do not expire.
    """
    plan = advance(plan, now)
    drafts: list[AlertDraft] = []
    if plan.state in RUNNING:
        is_ending = plan.terms.billing is Billing.PREPAID and plan.expires_at is not None
        if is_ending and (days := _sharpest_day(plan.expires_at, plan.length_days, now, rules.expiry_days)):
            drafts.append(AlertDraft(AlertKind.EXPIRING, days, plan.cycle, day_severity(days)))
        if percent := _sharpest_percent(plan, rules.low_data_percent):
            drafts.append(AlertDraft(AlertKind.LOW_DATA, percent, plan.cycle, percent_severity(percent)))
    elif plan.state in WAITING:
        window = plan.terms.activation_window_days
        if days := _sharpest_day(plan.lapses_at, window, now, rules.lapse_days):
            drafts.append(AlertDraft(AlertKind.LAPSING, days, plan.cycle, day_severity(days)))
    return drafts


def is_standing(kind: AlertKind, threshold: int, cycle: int, plan: Plan, now: int, rules: AlertRules) -> bool:
    """Whether an alert raised from `due_alerts` still says the truth; a sharper one takes its place.

    The last word before an expiry or a lapse stands after it too, until a person has seen it.
    """
    plan = advance(plan, now)
    if plan.cycle != cycle:
        return False
    if kind is AlertKind.EXPIRING and plan.state is PlanState.EXPIRED:
        return True
    if kind is AlertKind.LAPSING and plan.state is PlanState.LAPSED:
        return True
    return any(draft.kind is kind and draft.threshold == threshold for draft in due_alerts(plan, now, rules))


def forecast_alert(plan: Plan, forecast: Forecast, now: int) -> AlertDraft | None:
    """FORECAST_EARLY where the data of a running plan that still has some will not last until it expires."""
    plan = advance(plan, now)
    if plan.state is not PlanState.ACTIVE or forecast.lasts is not False:
        return None
    return AlertDraft(AlertKind.FORECAST_EARLY, 0, plan.cycle, Severity.WARNING)


def stale_meter_alert(read_at: int | None, now: int, rules: AlertRules) -> AlertDraft | None:
    """STALE_METER where the last reading is older than the rules allow; its cycle is that reading's instant.

    So each silence is raised once. A meter never read is failing, not stale.
    """
    if read_at is None or now - read_at < rules.stale_after_s:
        return None
    return AlertDraft(AlertKind.STALE_METER, rules.stale_after_s // 60, read_at, Severity.WARNING)


def is_alert_event_possible(state: AlertState, event: AlertEvent) -> bool:
    """Whether `event` can happen to an alert in `state`."""
    return (state, event) in ALERT_TRANSITIONS


def day_severity(days: int) -> Severity:
    """CRITICAL at 1 day or less, WARNING at 3, else INFO."""
    return Severity.CRITICAL if days <= 1 else Severity.WARNING if days <= 3 else Severity.INFO


def percent_severity(percent: int) -> Severity:
    """CRITICAL at 100 % used, WARNING at 90 %, else INFO."""
    return Severity.CRITICAL if percent >= 100 else Severity.WARNING if percent >= 90 else Severity.INFO


def _sharpest_day(
    ends_at: int | None, length_days: int | None, now: int, thresholds: Iterable[int]
) -> int | None:
    if ends_at is None or length_days is None or ends_at <= now:
        return None
    crossed = (days for days in thresholds if ends_at - now <= days * DAY_S and length_days > days)
    return min(crossed, default=None)


def _sharpest_percent(plan: Plan, thresholds: Iterable[int]) -> int | None:
    allowance = plan.terms.allowance_bytes
    if allowance is None:
        return None
    crossed = (percent for percent in thresholds if plan.used_bytes * 100 >= percent * allowance)
    return max(crossed, default=None)
