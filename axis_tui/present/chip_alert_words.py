"""What alerts about the chip and the plans say; by `word.AlertKind`."""

from __future__ import annotations

from typing import Protocol

from axis_tui.i18n import N_, _

KIND_WORDS: dict[str, str] = {
    "paid_not_installed": N_("Not installed"),
    "enabled_expired": N_("Enabled in vain"),
    "deleted_billing": N_("Deleted, billed"),
    "unknown_on_chip": N_("Unknown on chip"),
    "went_back": N_("Went back"),
}
"""A heading for each kind."""

ADVICE: dict[str, str] = {
    "paid_not_installed": N_("Enter opens the chip; there n installs it by its activation code."),
    "enabled_expired": N_("Enter opens the chip with it marked; there d disables it, x deletes it."),
    "deleted_billing": N_("Enter goes to it on Plans: a turns auto-renew off; key 4 ends its service."),
    "unknown_on_chip": N_("Enter opens the chip with it marked; there l says which eSIM it is."),
    "went_back": N_("Enter opens the chip; there e enables it again, and then y keeps it."),
}
"""What a person can do about each kind."""

_NO_SERVICE = ("service_ended", "profile_expired", "cancelled")
"""States of an eSIM whose plan may still run."""


class ChipAlertLike(Protocol):
    """What such an alert says besides the eSIM's name."""

    @property
    def kind(self) -> str: ...
    @property
    def detail(self) -> str: ...


def chip_sentence(alert: ChipAlertLike, name: str) -> str:
    """What is wrong in one sentence; empty for a kind that is none of these."""
    match str(alert.kind):
        case "paid_not_installed":
            return _("%(name)s is paid for and not installed on its chip") % {"name": name}
        case "enabled_expired":
            if has_no_service(alert.detail):
                return _("%(name)s is enabled on the chip and has no service") % {"name": name}
            return _("%(name)s is enabled on the chip and its plan is over") % {"name": name}
        case "deleted_billing":
            return _("%(name)s is deleted from the chip and goes on to cost") % {"name": name}
        case "unknown_on_chip":
            return _("The chip holds “%(profile)s”, which is no eSIM here") % {"profile": alert.detail}
        case "went_back":
            return went_back(alert.detail)
    return ""


def went_back(label: str) -> str:
    """That a switch to that profile was undone; with an empty label: to none."""
    if not label:
        return _("The profile that was disabled is enabled again: nobody kept the switch")
    return _("The switch to “%(profile)s” went back by itself: nobody kept it") % {"profile": label}


def has_no_service(status: str) -> bool:
    """Whether an eSIM of that status is without service for another reason than its plan."""
    return status in _NO_SERVICE
