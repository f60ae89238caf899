"""What happens next with an order: in a few words for a column, and in a sentence or two for a person."""

from axis_tui.domain.renewal import ALERT_AFTER_S
from axis_tui.domain.renewal_word import OrderState
from axis_tui.i18n import N_, _
from axis_tui.present.channel_words import what_to_do
from axis_tui.present.order_row import OrderLike
from axis_tui.present.order_words import decline_advice, decline_reason, is_in_doubt, order_detail
from axis_tui.present.when import MINUTE_S, moment

_AWAITED_MIN = ALERT_AFTER_S // MINUTE_S
_ADVICE = {
    "in_doubt": N_(
        "Money may have moved. It is looked up, and sent again only with the same key, which the carrier "
        "takes once. Do not buy it elsewhere."
    ),
    "review": N_(
        "Nobody could find out whether you were charged. Ask the carrier with the key and the times of the "
        "evidence, look at your bank’s list, then decide."
    ),
    "sent": N_("On its way: it cannot be called back any more."),
    "paid": N_("Paid and in the ledger. The data is looked for; if it is late, you are alerted."),
    "late": N_("The data is late. Send the evidence to the carrier’s support."),
    "credited": N_("Done: what it brought is on Plans (key 1)."),
    "refunded": N_("The money came back; the ledger has the entry."),
}


def minutes_awaited(order: OrderLike, now: int) -> int:
    """Whole minutes since it was paid."""
    return max(now - (order.paid_at or now), 0) // MINUTE_S


def is_late(order: OrderLike, now: int) -> bool:
    """Whether it was paid so long ago that the data should be there."""
    return order.state == OrderState.SUCCEEDED and now - (order.paid_at or now) >= ALERT_AFTER_S


def awaiting(order: OrderLike, now: int) -> str:
    """`waiting for data (2 of 30 min)`, or how long there is none."""
    count = minutes_awaited(order, now)
    if is_late(order, now):
        return _("no data for %(span)s") % {"span": _span(count)}
    return _("waiting for data (%(count)d of %(most)d min)") % {"count": count, "most": _AWAITED_MIN}


def order_next(order: OrderLike, now: int, zone: str) -> str:
    """What happens next, for a column of some 24 cells."""
    at = order.next_look_at
    later = moment(at, zone, now) if at is not None and at > now else ""
    match order.state:
        case OrderState.INTENT:
            if order.is_guided:
                return _("waits for you to pay")
            return _("tried again %(when)s") % {"when": later} if later else _("is sent next")
        case OrderState.SENT:
            return _("waits for the answer")
        case OrderState.UNKNOWN:
            return _("looked up %(when)s") % {"when": later} if later else _("is looked up next")
        case OrderState.REVIEW:
            return _("waits for your decision")
        case OrderState.SUCCEEDED:
            if is_late(order, now):
                return awaiting(order, now)
            values = {"count": minutes_awaited(order, now), "most": _AWAITED_MIN}
            return _("data due: %(count)d of %(most)d min") % values
        case OrderState.CREDITED:
            return _("the data arrived")
        case OrderState.DECLINED:
            return decline_reason(order.decline)
        case OrderState.WITHDRAWN:
            return _("nothing was sent")
        case OrderState.REFUNDED:
            return _("the money came back")
    return ""


def order_advice(order: OrderLike, now: int, zone: str) -> str:
    """What it means and what to do, in a sentence or two."""
    if is_in_doubt(order.state, order.changed_at, now):
        return _(_ADVICE["review" if order.state == OrderState.REVIEW else "in_doubt"])
    match order.state:
        case OrderState.INTENT:
            if order.is_guided:
                return what_to_do(order.channel)
            until = _("What cannot be sent by %(when)s is withdrawn.") % {
                "when": moment(order.consent_until_at, zone, now)
            }
            if not order.detail:
                return f"{_('Nothing was sent yet.')} {until}"
            why = {"why": order_detail(order.detail)}
            return f"{_('Nothing was sent yet: %(why)s.') % why} {until}"
        case OrderState.SUCCEEDED:
            return _(_ADVICE["late" if is_late(order, now) else "paid"])
        case OrderState.DECLINED:
            said = decline_advice(order.decline)
            return f"{said} ({order.detail})" if order.detail else said
        case OrderState.WITHDRAWN:
            return order_detail(order.detail) or _("Nothing was sent, nothing was charged.")
    return _(_ADVICE[str(order.state)])


def _span(minutes: int) -> str:
    if minutes < 120:
        return _("%(count)d min") % {"count": minutes}
    hours = minutes // 60
    if hours < 48:
        return _("%(count)d h") % {"count": hours}
    return _("%(count)d d") % {"count": hours // 24}
