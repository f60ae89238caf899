"""What chip and carrier said of a cancelled eSIM at one moment, and what it still held, in a sentence."""

from __future__ import annotations

from axis_tui.domain.cancellation_word import CarrierSays, OnChip
from axis_tui.domain.dossier_facts import Standing
from axis_tui.i18n import N_, _, listed
from axis_tui.present.sizes import size
from axis_tui.present.when import moment

_PLAN_WORDS = {
    "ready": N_("a plan that has not started"),
    "queued": N_("a plan next in line"),
    "active": N_("a plan that runs"),
    "depleted": N_("a plan that is used up"),
    "expired": N_("a plan that has expired"),
    "lapsed": N_("a plan that lapsed unstarted"),
    "ended": N_("a plan that has ended"),
}
_ON_CHIP = {
    OnChip.ENABLED: N_("enabled on the chip"),
    OnChip.DISABLED: N_("disabled on the chip"),
    OnChip.ABSENT: N_("not on the chip any more"),
    OnChip.UNKNOWN: N_("no chip was read"),
}
_CARRIER = {
    CarrierSays.ACTIVE: N_("the carrier has it running"),
    CarrierSays.CANCELLED: N_("the carrier has ended it"),
    CarrierSays.UNKNOWN: N_("the carrier was not asked"),
    CarrierSays.MUTE: N_("the carrier tells no program"),
}


def standing_words(standing: Standing, zone: str, now: int, system: str) -> str:
    """`20 Nov 14:02: enabled on the chip, the carrier was not asked, a plan that runs, 6.1 GB left`."""
    said = [_(_ON_CHIP[standing.profile]), _(_CARRIER[standing.carrier])]
    if standing.plan_state:
        word = _PLAN_WORDS.get(standing.plan_state)
        said.append(standing.plan_state if word is None else _(word))
        if standing.left_bytes is not None:
            said.append(_("%(left)s left") % {"left": size(max(standing.left_bytes, 0), system)})
    if standing.expires_at is not None:
        said.append(_("valid until %(when)s") % {"when": moment(standing.expires_at, zone, now)})
    return _("%(when)s: %(said)s") % {"when": moment(standing.at, zone, now), "said": listed(said)}
