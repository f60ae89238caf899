"""The rule of one eSIM: what it does, what it found last, what it would do; off, edit and resume."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from axis_tui.domain.auto_renew import RuleState, Wake, wakes_by, woken
from axis_tui.domain.problem import Problem
from axis_tui.i18n import _, listed, ngettext, tell
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.rule_dry_run import dry_run_words
from axis_tui.present.rule_words import state_span, suspension, why_words
from axis_tui.present.typed import is_amount
from axis_tui.present.when import moment
from axis_tui.present.wrap import wrapped
from axis_tui.tui.command import Command
from axis_tui.tui.commands.auto_renew import RESUME, RULE
from axis_tui.tui.dialogs.auto_renew_consent import rule_text
from axis_tui.tui.dialogs.auto_renew_ground import amount_text
from axis_tui.tui.dialogs.box import Box
from axis_tui.tui.dialogs.pin_approval import Approval, asks_pin

if TYPE_CHECKING:
    from axis_tui.domain.auto_renew import Rule
    from axis_tui.store.read.auto_renew import RuleRow
    from axis_tui.tui.dialogs.auto_renew_ground import Ground
    from axis_tui.tui.screens.base import AxisScreen


class RuleDialog(Box[None]):
    """A rule that is on or suspended."""

    COMMANDS: ClassVar[Any] = RULE
    COLUMNS = 78

    def __init__(self, screen: AxisScreen, ground: Ground, row: RuleRow) -> None:
        super().__init__(_("Auto-renew: %(name)s") % {"name": ground.name})
        self._screen, self._ground, self._row = screen, ground, row
        self._first = 0
        self._outlook = self._foretold()

    @property
    def _rule(self) -> Rule:
        return self._row.rule

    # Drawing

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        lines = self._told()
        self._first = max(0, min(self._first, len(lines) - self.room))
        return lines[self._first : self._first + self.room], None

    def keys_text(self) -> str:
        ascii_only = self.glyphs.name == "ascii"
        shown = [command for command in RULE if command.shown and self._works(command)]
        return "   ".join(f"{each.key_word(ascii_only=ascii_only)} {_(each.label)}" for each in shown)

    def _told(self) -> list[Line]:
        zone, now, width = self._screen.deps.zone, self._screen.now, self.inner
        is_on = self._rule.state is RuleState.ON
        since_at = self._rule.consent.at if is_on else self._row.changed_at
        since = _("since %(when)s") % {"when": moment(since_at, zone, now)}
        lines: list[Line] = [
            line(state_span(self._rule.state.value, self.glyphs), (f"   {since}", Tone.MUTED)),
            *self._suspended(),
            (),
        ]
        package = self._row.package_name or self._rule.consent.package_code
        for sentence in rule_text(self._rule, package, self._ground):
            lines += [line(text) for text in wrapped(sentence, width)]
        told = [(text, Tone.MUTED) for text in self._found(zone, now)]
        if self._outlook:
            told.append((self._outlook, Tone.STRONG))
        for text, tone in told:
            lines += [(), *(line((part, tone)) for part in wrapped(text, width))]
        return lines

    def _suspended(self) -> list[Line]:
        reason = self._rule.suspended_for
        if reason is None:
            return []
        what, wakes = suspension(reason.value)
        text = _("Suspended: %(what)s; %(wakes)s.") % {"what": what, "wakes": wakes}
        return [line((each, Tone.WARNING)) for each in wrapped(text, self.inner)]

    def _found(self, zone: str, now: int) -> list[str]:
        """What the worker found last, the payments that failed, and when the next attempt is made."""
        found = []
        if self._row.why and self._row.why != self._rule.state.value:
            found.append(_("Last look: %(why)s.") % {"why": why_words(self._row.why)})
        failures = self._rule.failures
        if failures:
            text = ngettext("%(count)d payment failed", "%(count)d payments failed in a row", failures)
            text = text % {"count": failures}
            if self._rule.next_attempt_at > now:
                at = moment(self._rule.next_attempt_at, zone, now)
                text = _("%(failed)s; the next attempt is at %(when)s") % {"failed": text, "when": at}
            found.append(_("%(sentence)s.") % {"sentence": text})
        if self._ground.obstacle:
            found.append(self._ground.obstacle)
        return found

    def _foretold(self) -> str:
        from axis_tui.store.read import inventory
        from axis_tui.store.read.rule_dry_run import foretold

        reader, now = self._screen.reader, self._screen.now
        package = inventory.package(reader, self._row.package_id) if reader is not None else None
        if reader is None or package is None:
            return ""
        try:
            run = foretold(reader, self._ground.esim_id, self._rule, package.package, now)
        except Problem as problem:
            return tell(problem)
        return "" if run is None else dry_run_words(run, now, self._screen.deps.zone)

    # Keys

    def _works(self, command: Command) -> bool:
        return command is not RESUME or self._can_resume

    @property
    def _can_resume(self) -> bool:
        """Whether a person ends this suspension, by word or by agreeing anew."""
        reason = self._rule.suspended_for
        return reason is not None and Wake.RESOLVED not in wakes_by(reason)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != RESUME.name or self._can_resume

    def action_scroll(self, by: int) -> None:
        self._first += by
        self.draw()

    def action_off(self) -> None:
        """Off, without a question."""
        esim_id, screen = self._ground.esim_id, self._screen

        def switch(tx: Any) -> Any:
            from axis_tui.store.write import auto_renew

            return auto_renew.switch_off(tx, esim_id, tx.now)

        screen.write(switch, self._is_off, lambda problem: self.remark(tell(problem), Tone.BAD))

    def _is_off(self, off: Any) -> None:
        self.dismiss(None)
        if off.in_flight:
            numbers = listed(map(str, off.in_flight))
            text = _("auto-renew is off; order %(numbers)s was sent already: see how it ends on Renewals")
            self._screen.say(text % {"numbers": numbers}, Tone.WARNING)
        elif off.withdrawn:
            self._screen.say(_("auto-renew is off; the order it had asked for is withdrawn"), Tone.GOOD)
        else:
            self._screen.say(_("auto-renew is off"), Tone.GOOD)

    def action_edit(self) -> None:
        from axis_tui.tui.dialogs.auto_renew import open_editor

        self.dismiss(None)
        open_editor(self._screen, self._ground, self._rule)

    def action_resume(self) -> None:
        """By the person's word where that is enough and the price is still the same; else agreed anew."""
        again = woken(self._rule, Wake.PERSON)
        if again is None or not self._is_price_same():
            self.action_edit()
            return
        price, ground = self._rule.consent.price, self._ground
        text = _("It may charge %(amount)s at once, if what it waits for is there.")
        reason = suspension(self._rule.suspended_for or "")[0]

        def told(width: int) -> list[Line]:
            why = _("Suspended: %(what)s.") % {"what": reason}
            asked = text % {"amount": amount_text(price)}
            return [*(line((each, Tone.WARNING)) for each in wrapped(why, width)), (),
                    *(line(each) for each in wrapped(asked, width))]  # fmt: skip

        def change(tx: Any, pin: str | None) -> Any:
            from axis_tui.store.write import approval, auto_renew

            def wake(tx: Any) -> bool:
                auto_renew.wake(tx, ground.esim_id, again, tx.now)
                return True

            return approval.approved(tx, pin, tx.now, wake)

        self.dismiss(None)
        self._screen.app.push_screen(
            Approval(
                self._screen,
                _("Resume auto-renew: %(name)s") % {"name": ground.name},
                told,
                price.decimal_text(),
                change,
                is_word=lambda text: is_amount(text, price),
                asks_pin=asks_pin(self._screen),
            ),
            self._resumed,
        )

    def _resumed(self, is_done: bool | None) -> None:
        if is_done:
            self._screen.say(_("auto-renew goes on"), Tone.GOOD)

    def _is_price_same(self) -> bool:
        """Whether the package still costs no more than what was agreed to; an amount always does."""
        if self._rule.trigger.value == "balance_below":
            return True
        offer = self._ground.offer(self._rule.consent.package_code)
        agreed = self._rule.consent.price
        return (
            offer is not None
            and (offer.price.currency, offer.price.exponent) == (agreed.currency, agreed.exponent)
            and offer.price <= agreed
        )
