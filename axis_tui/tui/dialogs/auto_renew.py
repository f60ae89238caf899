"""`a`: auto-renew of one eSIM. Without a rule its editor opens; else what the rule does, and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.i18n import _
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.wrap import wrapped
from axis_tui.tui.dialogs.auto_renew_ground import Ground, ground
from axis_tui.tui.dialogs.page import PageDialog

if TYPE_CHECKING:
    from axis_tui.domain.auto_renew import Rule
    from axis_tui.tui.screens.base import AxisScreen


def open_auto_renew(screen: AxisScreen, esim_id: int, name: str) -> None:
    """Show the rule of this eSIM, or write one; says why where there can be none."""
    from axis_tui.store.read import auto_renew
    from axis_tui.tui.dialogs.auto_renew_rule import RuleDialog

    if screen.reader is None:
        return
    row = auto_renew.rule(screen.reader, esim_id)
    ellipsis = screen.deps.glyphs.ellipsis
    found = ground(screen.reader, esim_id, name, screen.now, screen.deps.zone, ellipsis)
    if found is None:
        return
    if row is not None and row.rule.state.value != "off":
        screen.app.push_screen(RuleDialog(screen, found, row))
    else:
        open_editor(screen, found, row.rule if row is not None else None)


def open_editor(screen: AxisScreen, found: Ground, before: Rule | None) -> None:
    """Write the rule; where none can act, the reason instead."""
    from axis_tui.tui.dialogs.auto_renew_editor import RuleEditor

    if found.obstacle:
        screen.app.push_screen(
            PageDialog(
                _("Auto-renew: %(name)s") % {"name": found.name},
                lambda width: _obstacle(found.obstacle, width),
            )
        )
        return

    def done(is_done: bool | None) -> None:
        if is_done:
            screen.say(_("auto-renew is on; a shows it"), Tone.GOOD)

    screen.app.push_screen(RuleEditor(screen, found, before), done)


def _obstacle(text: str, width: int) -> list[Line]:
    return [line((_("This eSIM cannot renew itself."), Tone.STRONG)), (), *map(line, wrapped(text, width))]
