"""What alerts about orders, auto-renew rules, balances and payment methods say; by `word.AlertKind`."""

from __future__ import annotations

from axis_tui.i18n import N_, _, ngettext
from axis_tui.present.order_words import decline_reason
from axis_tui.present.rows import AlertLike
from axis_tui.present.rule_words import suspension

KIND_WORDS: dict[str, str] = {
    "order_in_doubt": N_("Payment in doubt"),
    "not_credited": N_("Not credited"),
    "payment_failed": N_("Payment failed"),
    "payment_retry": N_("Payment retried"),
    "auto_renew_suspended": N_("Auto-renew rests"),
    "low_balance": N_("Low balance"),
    "method_expiring": N_("Card expires"),
    "balance_differs": N_("Balance differs"),
}
"""A heading for each kind."""


def renewal_sentence(alert: AlertLike, name: str) -> str:
    """What is wrong in one sentence; empty for a kind that is none of these."""
    values = {"name": name, "order": alert.cycle, "detail": alert.detail}
    match str(alert.kind):
        case "order_in_doubt":
            return _("%(name)s: order %(order)d may have been charged; it needs your decision") % values
        case "not_credited":
            return _("%(name)s: order %(order)d is paid and no data came in %(minutes)d minutes") % {
                **values, "minutes": alert.threshold,
            }  # fmt: skip
        case "payment_failed":
            values["detail"] = decline_reason(alert.detail)
            return _("%(name)s: order %(order)d was declined: %(detail)s") % values
        case "payment_retry":
            values["detail"] = decline_reason(alert.detail)
            return _("%(name)s: auto-renew could not pay (%(detail)s) and will try again") % values
        case "auto_renew_suspended":
            values["detail"] = suspension(alert.detail)[0]
            return _("%(name)s: auto-renew is suspended: %(detail)s") % values
        case "low_balance":
            return _("%(name)s: the balance does not pay for the next renewal") % values
        case "method_expiring":
            days = ngettext("%(count)d day", "%(count)d days", alert.threshold) % {"count": alert.threshold}
            return _("The payment method “%(method)s” can be used for %(days)s at most") % {
                "method": alert.detail, "days": days,
            }  # fmt: skip
        case "balance_differs":
            return _("The balance at %(carrier)s is not what the ledger says") % {"carrier": alert.detail}
    return ""
