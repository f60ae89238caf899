"""Which alerts a plan, a meter or the clock calls for now: raised, and resolved once they no longer hold.

The rules are the domain's; that each is raised once a cycle and threshold is the store's.
"""

from collections.abc import Iterable
from typing import cast

from axis_tui.config import AlertSettings
from axis_tui.domain.alert import (
    AlertDraft,
    AlertKind,
    AlertRules,
    Severity,
    due_alerts,
    forecast_alert,
    is_standing,
    stale_meter_alert,
)
from axis_tui.domain.forecast import Forecast
from axis_tui.domain.plan import Plan
from axis_tui.domain.status import Status
from axis_tui.domain.validity import DAY_S
from axis_tui.store.read import Reader, overview
from axis_tui.store.write import Tx
from axis_tui.store.write.alerts import raise_alert, resolve_cleared
from axis_tui.store.write.plans import plans_of

FAILURES_UNTIL_ALERT = 3
"""So many failed reads in a row make an alert; a meter never read makes it at once."""


def rules_of(settings: AlertSettings) -> AlertRules:
    """The person's thresholds as the domain takes them."""
    return AlertRules(
        expiry_days=settings.expiry_days,
        lapse_days=settings.lapse_days,
        low_data_percent=settings.low_data_percent,
        stale_after_s=settings.stale_minutes * 60,
    )


def judge_esims(tx: Tx, esim_ids: Iterable[int], now: int, rules: AlertRules) -> list[AlertDraft]:
    """Raise and resolve the alerts of these eSIMs' plans, their overview being fresh; those new."""
    raised: list[AlertDraft] = []
    for esim_id in esim_ids:
        row = esim_row(tx, esim_id)
        if row is None or row.status is Status.ARCHIVED:
            continue
        for plan_id, plan in plans_of(tx, esim_id):
            if row.status is Status.CANCELLED:
                resolve_cleared(tx, now, plan_id=plan_id)
                continue
            drafts = due_alerts(plan, now, rules)
            if plan_id == row.plan_id:
                ahead = Forecast(row.rate_bytes_per_day, row.runs_out_at, row.lasts, row.budget_bytes_per_day)
                drafts += [draft for draft in (forecast_alert(plan, ahead, now),) if draft is not None]
            resolve_cleared(tx, now, plan_id=plan_id, still=_still(plan, drafts, now, rules))
            raised += [draft for draft in drafts if raise_alert(tx, esim_id, plan_id, None, draft, now)]
    return raised


def esim_row(tx: Tx, esim_id: int) -> overview.OverviewRow | None:
    """An eSIM's overview as this transaction sees it; None where there is none such."""
    # A transaction answers the read side's questions just as a reader does, with what it has written so far.
    return overview.row(cast(Reader, tx), esim_id)


def judge_meter(
    tx: Tx, meter_id: int, read_at: int | None, failures: int, error: str, now: int, rules: AlertRules
) -> list[AlertDraft]:
    """Raise and resolve the alerts of a meter; those that are new.

    `read_at` is its last reading's instant, `failures` how many reads in a row have failed since.
    """
    drafts = [draft for draft in (stale_meter_alert(read_at, now, rules),) if draft is not None]
    if failures >= FAILURES_UNTIL_ALERT or (failures and read_at is None):
        drafts.append(AlertDraft(AlertKind.METER_FAILING, 0, read_at or 0, Severity.WARNING))
    still = {(draft.kind, draft.threshold, draft.cycle) for draft in drafts}
    resolve_cleared(tx, now, meter_id=meter_id, still=still)
    return [draft for draft in drafts if raise_alert(tx, None, None, meter_id, draft, now, error)]


def judge_clock(tx: Tx, trusted: bool, high_water_at: int, now: int) -> list[AlertDraft]:
    """Raise or resolve the alert of the machine's clock, at most once a day; what is new."""
    draft = AlertDraft(AlertKind.CLOCK_UNTRUSTED, 0, high_water_at // DAY_S, Severity.WARNING)
    if trusted:
        resolve_cleared(tx, now, kinds=(AlertKind.CLOCK_UNTRUSTED,))
        return []
    return [draft] if raise_alert(tx, None, None, None, draft, now) else []


def _still(
    plan: Plan, drafts: Iterable[AlertDraft], now: int, rules: AlertRules
) -> set[tuple[AlertKind, int, int]]:
    thresholds = (
        *((AlertKind.EXPIRING, days) for days in rules.expiry_days),
        *((AlertKind.LAPSING, days) for days in rules.lapse_days),
    )
    standing = {
        (kind, threshold, plan.cycle)
        for kind, threshold in thresholds
        if is_standing(kind, threshold, plan.cycle, plan, now, rules)
    }
    return standing | {(draft.kind, draft.threshold, draft.cycle) for draft in drafts}
