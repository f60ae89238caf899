"""What was asked of the chip: that it goes on, that it is done, that it failed; by the request's kind."""

from __future__ import annotations

from axis_tui.i18n import N_, _

_WORDS: dict[str, tuple[str, str, str]] = {
    "chip_read": (N_("reading the chip"), N_("the chip is read"), N_("not read: %(why)s")),
    "chip_enable": (
        N_("enabling “%(name)s”"), N_("“%(name)s” is enabled"), N_("“%(name)s” is not enabled: %(why)s"),
    ),
    "chip_disable": (
        N_("disabling “%(name)s”"), N_("“%(name)s” is disabled"), N_("“%(name)s” is not disabled: %(why)s"),
    ),
    "chip_rename": (
        N_("renaming “%(name)s”"), N_("“%(name)s” has its new name"),
        N_("“%(name)s” is not renamed: %(why)s"),
    ),
    "chip_delete": (
        N_("deleting “%(name)s”"), N_("“%(name)s” is deleted from the chip"),
        N_("“%(name)s” is not deleted: %(why)s"),
    ),
    "chip_download": (
        N_("installing a profile"), N_("the profile is installed; it is not enabled yet"),
        N_("no profile is installed: %(why)s"),
    ),
    "chip_notifications": (
        N_("sending what waits"), N_("every notification is sent"), N_("not all are sent: %(why)s"),
    ),
    "chip_drop": (
        N_("dropping notification %(name)s"), N_("notification %(name)s is dropped unsent"),
        N_("notification %(name)s is not dropped: %(why)s"),
    ),
    "chip_confirm": (N_("keeping the switch"), N_("the switch stays"), N_("not kept: %(why)s")),
    "chip_cancel": (N_("giving it up"), "", N_("not given up: %(why)s")),
}  # fmt: skip


_GIVEN_UP = N_("the download was given up; nothing was installed")
"""Why a download failed that was given up (`euicc.lpac_failure`)."""


def doing(kind: str, name: str) -> str:
    """`enabling “Korea”`, while it goes on; empty for what is none of the chip's."""
    return _(_WORDS[kind][0]) % {"name": name} if kind in _WORDS else ""


def done(kind: str, name: str) -> str:
    """`“Korea” is enabled`; empty where nothing has to be said."""
    template = _WORDS[kind][1] if kind in _WORDS else ""
    return _(template) % {"name": name} if template else ""


def is_given_up(error: str) -> bool:
    """Whether a download failed since it was given up in time: what a person wanted, and no failure."""
    return error in (_GIVEN_UP, _(_GIVEN_UP))


def too_late() -> str:
    """What became of a download that was given up while the chip was being written."""
    return _("it was too late to give it up: the profile is installed, and not enabled")


def failed(kind: str, name: str, why: str) -> str:
    """`“Korea” is not enabled: the chip does not answer`."""
    return _(_WORDS[kind][2]) % {"name": name, "why": why} if kind in _WORDS else why
