"""What speaks against a renewal, in words: what is the matter, and what to do about it."""

from axis_tui.domain.renewal_check import Finding
from axis_tui.i18n import N_, _
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Span, Tone
from axis_tui.present.sizes import size
from axis_tui.present.when import day_near, last_day, local

FINDING_WORDS: dict[str, tuple[str, str]] = {
    "open_order": (
        N_("another renewal of this eSIM is still open"),
        N_("See how it ends, or withdraw it: Renewals (key 3), open orders."),
    ),
    "archived": (N_("this eSIM is archived"), N_("Put it back on the list first: x on Plans.")),
    "service_ended": (
        N_("the carrier has ended the service of this eSIM"),
        N_("It cannot be renewed; a new eSIM is needed."),
    ),
    "deleted": (N_("its profile was deleted"), N_("It cannot be renewed; a new eSIM is needed.")),
    "not_installed": (
        N_("its profile is not installed"),
        N_("Install it on a device, then note that on Plans with e."),
    ),
    "no_device": (N_("it is on no device"), N_("Say what it is on: e on Plans.")),
    "no_reference": (
        N_("its ICCID is not known, so the carrier cannot tell which eSIM is meant"),
        N_("Write it down: e on Plans; the device shows it, or the carrier’s mail."),
    ),
    "coverage_narrower": (
        N_("it no longer works in %(countries)s"),
        N_("Choose a package that covers them, if you go there."),
    ),
    "coverage_other": (
        N_("it works in none of the countries of this eSIM (%(countries)s)"),
        N_("Choose a package that covers where you are."),
    ),
    "needs_running_plan": (
        N_("it adds to a running plan, and none runs"),
        N_("Choose a package that starts a plan of its own."),
    ),
    "loses_data": (
        N_("%(bytes)s that are left now are thrown away"),
        N_("Use them up first, or choose a package that starts after the plan."),
    ),
    "ends_unlimited": (
        N_("a plan without a limit becomes one with"),
        N_("Choose an unlimited package, or wait for the plan’s end."),
    ),
    "lapses_before_turn": (
        N_("it would lapse on %(at)s while it waits for the plans before it"),
        N_("Buy it later, or one that may wait longer."),
    ),
    "shorter": (
        N_("the plan would end on %(to_at)s instead of %(from_at)s"),
        N_("Renew closer to the end, or choose a longer package."),
    ),
}
"""What is the matter, and what to do about it."""


def finding_sentence(finding: Finding, now: int, zone: str, system: str = "decimal") -> str:
    """What is the matter; days are those of `zone`, sizes in the carrier's unit system."""
    words = FINDING_WORDS.get(str(finding.code))
    if words is None:
        return str(finding.code).replace("_", " ")
    values = {name: _value(name, value, now, zone, system) for name, value in finding.params}
    return _(words[0]) % values


def finding_advice(code: str) -> str:
    """What to do about it."""
    words = FINDING_WORDS.get(code)
    return _(words[1]) if words is not None else ""


def finding_mark(finding: Finding, glyphs: Glyphs) -> Span:
    """Its glyph: what blocks the renewal differs from what is only to be known."""
    return (glyphs.bad, Tone.BAD) if finding.is_blocking else (glyphs.warning, Tone.WARNING)


def _value(name: str, value: int | str, now: int, zone: str, system: str) -> str:
    if isinstance(value, str):
        return value
    if name == "bytes":
        return size(value, system)
    return day_near(last_day(value, zone), local(now, zone).date())
