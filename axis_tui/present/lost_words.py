"""What is lost with a cancelled eSIM, a sentence a plan: its time, its data, and what of its price."""

from __future__ import annotations

from collections.abc import Sequence

from axis_tui.domain.cancellation_lost import LostPlan
from axis_tui.i18n import _
from axis_tui.present.money import money
from axis_tui.present.sizes import size
from axis_tui.present.when import left


def lost_sentences(plans: Sequence[LostPlan], now: int) -> list[str]:
    """`13 days and 6.3 GB of “Japan 10 GB”`, the running plan first; or that none is.

    Of several plans each tells its money, which the checklist only sums.
    """
    if not plans:
        return [_("nothing: no plan runs on it")]
    said = []
    for plan in plans:
        worth = plan.worth
        text = _sentence(plan, now)
        if worth is not None and len(plans) > 1:
            amount = money(worth.minor, worth.currency, worth.exponent)
            text = _("%(what)s (%(amount)s)") % {"what": text, "amount": amount}
        said.append(text)
    return said


def _sentence(plan: LostPlan, now: int) -> str:
    told = {"plan": plan.name}
    if plan.is_postpaid:
        return _("nothing ahead: “%(plan)s” is paid for by the month") % told
    if plan.expires_at is None:
        return _("all of “%(plan)s”, never started") % told
    told["time"] = left(plan.expires_at, now, plan.zone)
    if plan.left_bytes is None:
        return _("%(time)s of “%(plan)s”") % told
    if plan.left_bytes <= 0:
        return _("%(time)s of “%(plan)s”; its data is used up") % told
    told["data"] = size(plan.left_bytes, plan.system)
    return _("%(time)s and %(data)s of “%(plan)s”") % told
