"""The sentences of an auto-renew rule, with places for what is chosen and typed; marked for translators."""

from axis_tui.domain.auto_renew import Overage, Trigger
from axis_tui.i18n import N_

TRIGGERS = (
    (Trigger.DATA_BELOW, N_("the data left falls below")),
    (Trigger.DATA_BELOW_PERCENT, N_("the share of data left falls below")),
    (Trigger.BEFORE_EXPIRY, N_("it ends within")),
    (Trigger.AT_EXPIRY, N_("it ends")),
    (Trigger.BALANCE_BELOW, N_("the carrier balance falls below")),
)
WHEN = {
    Trigger.DATA_BELOW: N_(
        "When %(trigger)s %(value)s, buy %(package)s for %(price)s and pay with %(method)s."
    ),
    Trigger.DATA_BELOW_PERCENT: N_(
        "When %(trigger)s %(value)s percent, buy %(package)s for %(price)s and pay with %(method)s."
    ),
    Trigger.BEFORE_EXPIRY: N_(
        "When %(trigger)s %(value)s days, buy %(package)s for %(price)s and pay with %(method)s."
    ),
    Trigger.AT_EXPIRY: N_("When %(trigger)s, buy %(package)s for %(price)s and pay with %(method)s."),
    Trigger.BALANCE_BELOW: N_("When %(trigger)s %(value)s, add %(amount)s and pay with %(method)s."),
}
CAPS = N_("At most %(cap_month)s a month, %(cap_day)s a day, %(cap_plan)s in one validity.")
OVERAGE = {
    Overage.NOT_ALLOWED: N_("More than one renewal in one validity: %(overage)s."),
    Overage.ALLOWED: N_("More than one renewal in one validity: %(overage)s %(limit)s, then %(then)s."),
}
OVERAGES = ((Overage.NOT_ALLOWED, N_("not allowed")), (Overage.ALLOWED, N_("allowed up to")))
LADDER = N_("If a payment fails for a time, try again after %(ladder)s.")
VALUES = {
    Trigger.DATA_BELOW: (N_("a size with its unit, such as 1 GB or 500 MB"), "1 GB"),
    Trigger.DATA_BELOW_PERCENT: (N_("1 to 99"), "10"),
    Trigger.BEFORE_EXPIRY: (N_("days, 1 to 365"), "3"),
    Trigger.BALANCE_BELOW: (N_("an amount, such as 5.00 USD"), ""),
}
CAP_HELP = N_("an amount, or nothing for no cap")
