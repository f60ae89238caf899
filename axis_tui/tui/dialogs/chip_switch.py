"""Switching the profile: what it does is told first, above all where it may cut our own connection."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from axis_tui.config.chip import may_carry_us
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _
from axis_tui.tui.dialogs.confirm import Confirm

if TYPE_CHECKING:
    from collections.abc import Callable

    from axis_tui.store.read.chip import ProfileRow
    from axis_tui.tui.screens.base import AxisScreen


def is_our_way(screen: AxisScreen) -> bool:
    """Whether the enabled profile may carry the person's own connection."""
    settings = screen.deps.settings
    return settings is not None and may_carry_us(settings, os.environ)


def switch(
    screen: AxisScreen,
    profile: ProfileRow,
    kind: str,
    ask: Callable[[str, dict[str, Any], str], None],
    refused: Callable[[Problem], None],
) -> None:
    """Ask whether to enable or disable it, and leave the request by `ask(kind, payload, name)`.

    A switch that may cut the connection is refused where no worker runs that could undo it.
    """
    from axis_tui.store.read.chip_rule import BACK_AFTER_S, has_enabled

    if screen.reader is None:
        return
    replaced = has_enabled(screen.reader, profile.eid)
    goes_back = replaced and is_our_way(screen)
    if goes_back and not _somebody_goes_back(screen):
        refused(Problem(
            N_("“%(name)s” is left as it is: a switch may cut your own connection, and no worker runs that"
               " could go back; start “axis-tui worker” first"),
            name=profile.label,
        ))  # fmt: skip
        return
    payload: dict[str, Any] = {"profile_id": profile.id}
    facts: list[str] = []
    if kind == "chip_enable" and replaced:
        facts.append(_("The profile that is enabled now is disabled by it."))
    if kind == "chip_disable":
        facts.append(_("This machine is then without a profile."))
    if goes_back:
        payload["revert_s"] = BACK_AFTER_S
        facts.append(
            _("It may cut your own connection: it goes back by itself after %(seconds)d s unless you press y"
              " on this page. If you cannot, wait, and connect again.")
            % {"seconds": BACK_AFTER_S}
        )  # fmt: skip
    name = {"name": profile.label}
    enabling = kind == "chip_enable"
    title = _("Enable") if enabling else _("Disable")
    question = (_("Enable “%(name)s”?") if enabling else _("Disable “%(name)s”?")) % name

    def answered(yes: bool | None) -> None:
        if yes:
            ask(kind, payload, profile.label)

    screen.app.push_screen(Confirm(title, question, facts), answered)


def _somebody_goes_back(screen: AxisScreen) -> bool:
    try:
        presence = screen.deps.presence()
    except OSError:
        return False
    return bool(presence.running and not presence.stalled)
