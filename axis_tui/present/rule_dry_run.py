"""What an auto-renew rule would do, in the words that a person consents to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.i18n import _, clauses, ngettext
from axis_tui.present.money import money
from axis_tui.present.rule_words import why_words
from axis_tui.present.when import day_near, local

if TYPE_CHECKING:
    from axis_tui.domain.dry_run import DryRun
    from axis_tui.domain.money import Money


def dry_run_words(run: DryRun, now: int, zone: str) -> str:
    """`if on now: charges 9.00 USD today; next about Thu 3 Dec; at worst 27.00 USD a month`."""
    return _("if on now: %(what)s") % {"what": clauses(dry_run_parts(run, now, zone))}


def dry_run_parts(run: DryRun, now: int, zone: str) -> list[str]:
    """What it charges today, when next, and the most in a month; `zone` is the one whose days are named."""
    return [_today(run), _next(run, now, zone), _worst(run)]


def _today(run: DryRun) -> str:
    if run.today is not None:
        return _("charges %(amount)s today") % {"amount": _amount(run.today)}
    return _("charges nothing today, since %(why)s") % {"why": why_words(run.today_why.value)}


def _next(run: DryRun, now: int, zone: str) -> str:
    if run.next_at is None:
        return _("when next cannot be foretold")
    then = day_near(local(run.next_at, zone).date(), local(now, zone).date())
    words = _("next about %(day)s") if run.next_is_estimate else _("next on %(day)s")
    return words % {"day": then}


def _worst(run: DryRun) -> str:
    if run.worst_month is None or run.worst_count is None:
        return _("nothing bounds what it costs in a month: set a cap")
    text = _("at worst %(amount)s a month") % {"amount": _amount(run.worst_month)}
    times = ngettext("%(count)d renewal", "%(count)d renewals", run.worst_count) % {"count": run.worst_count}
    times = _("%(times)s, held by a cap") % {"times": times} if run.is_capped else times
    return _("%(what)s (%(more)s)") % {"what": text, "more": times}


def _amount(amount: Money) -> str:
    return money(amount.minor, amount.currency, amount.exponent)
