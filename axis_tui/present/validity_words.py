"""How long a plan is valid and from when, in words; keyed by the values of the domain's enumerations."""

from axis_tui.i18n import N_, _, ngettext

_UNITS = {
    "day": (N_("%(count)d day"), N_("%(count)d days")),
    "week": (N_("%(count)d week"), N_("%(count)d weeks")),
    "month": (N_("%(count)d month"), N_("%(count)d months")),
    "quarter": (N_("%(count)d quarter"), N_("%(count)d quarters")),
    "year": (N_("%(count)d year"), N_("%(count)d years")),
}
_STARTS = {
    "purchase": N_("from purchase"),
    "install": N_("from install"),
    "first_use": N_("from first use"),
}


def span(unit: str, count: int) -> str:
    """`30 days`, `1 month`."""
    one, many = _UNITS[unit]
    return ngettext(one, many, count) % {"count": count}


def starts(rule: str) -> str:
    """`from first use`."""
    return _(_STARTS[rule])


def span_from(unit: str, count: int, rule: str) -> str:
    """`30 days from first use`."""
    return _("%(span)s %(start)s") % {"span": span(unit, count), "start": starts(rule)}
