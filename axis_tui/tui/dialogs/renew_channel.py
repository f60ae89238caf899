"""The second step: how the renewal reaches the carrier, and what each way means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from axis_tui.i18n import _
from axis_tui.present.channel_contact import contact_lines
from axis_tui.present.channel_words import channel_word, what_happens
from axis_tui.present.finding_words import finding_advice, finding_sentence
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.width import fit
from axis_tui.present.wrap import wrapped
from axis_tui.tui.commands.orders import CHANNELS
from axis_tui.tui.dialogs.renew_draft import Draft, Way
from axis_tui.tui.dialogs.renew_step import ChoiceStep


class ChannelStep(ChoiceStep):
    """The channels that this carrier offers for the package that was chosen."""

    COMMANDS: ClassVar[Any] = CHANNELS
    NUMBER = 2
    KEY = "channel"

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._ways = self._find()

    def _find(self) -> list[Way]:
        return self.draft.ways(self.draft.offer.package) if self.draft.offer is not None else []

    def store_moved(self) -> None:
        self._ways = self._find()

    def count(self) -> int:
        return len(self._ways)

    @property
    def _way(self) -> Way | None:
        return self._ways[self.marked] if self._ways else None

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        way, draft = self._way, self.draft
        if way is None:
            carrier = {"carrier": draft.carrier.name}
            told = _("%(carrier)s offers no channel for this package that is known here.") % carrier
            return [line((text, Tone.WARNING)) for text in wrapped(told, self.inner)], None
        lines = [self._row(each) for each in self._ways]
        room = max(1, self.room - len(lines) - 2)
        rows = min(room, max(len(self._about(each)) for each in self._ways))
        about = self._about(way)[:rows]  # as many rows whatever is marked, so that nothing jumps
        return [*lines, (), *about, *[()] * (rows - len(about))], self.marked

    def _row(self, way: Way) -> Line:
        by = _("you do it, and record it here") if way.is_guided else _("done for you")
        return line(f" {fit(channel_word(way.channel), 14)}", (by, Tone.MUTED))

    def _about(self, way: Way) -> list[Line]:
        draft = self.draft
        said = what_happens(way.channel, draft.carrier.name, is_guided=way.is_guided, seller=way.contact.who)
        lines = [line((text, Tone.NORMAL)) for text in wrapped(said, self.inner)]
        blocking = self._blocking(way)
        if blocking:
            lines += [line((text, Tone.BAD)) for each in blocking for text in wrapped(each, self.inner)]
        if way.is_guided:
            if not way.contact.is_known:
                lines.append(line((_("its address is not known here"), Tone.MUTED)))
            zone = draft.screen.deps.zone
            lines += contact_lines(way.contact, draft.carrier.time_zone, zone, draft.now)
        return lines

    def _blocking(self, way: Way) -> list[str]:
        """What only this way needs: `what is the matter. What to do.`"""
        draft = self.draft
        if draft.offer is None or way.is_guided:
            return []
        found = draft.findings(draft.offer.package, uses_api=True)
        zone, system = draft.screen.deps.zone, draft.carrier.unit_system
        told = [
            (finding_sentence(each, draft.now, zone, system), finding_advice(each.code))
            for each in found
            if each.is_blocking
        ]
        words = _("%(what)s. %(advice)s")
        return [f"{self.glyphs.bad} {words % {'what': what, 'advice': advice}}" for what, advice in told]

    # Keys

    def offers_key(self, action: str) -> bool:
        way = self._way
        if action == "qr":
            return way is not None and bool(way.contact.link)
        return action != "choose" or way is not None

    def action_cancel(self) -> None:
        from axis_tui.tui.dialogs.renew_other import OtherPackage
        from axis_tui.tui.dialogs.renew_package import PackageStep

        if self.draft.form is not None:
            self.app.switch_screen(OtherPackage(self.draft, self.draft.described))
        else:
            self.go(PackageStep(self.draft))

    def action_choose(self) -> None:
        from axis_tui.tui.dialogs.renew_method import MethodStep

        way = self._way
        if way is None:
            return
        if self._blocking(way):
            self.say(_("not on this channel; choose another, or mend what is missing"), Tone.BAD)
            return
        self.draft.way = way
        if self.draft.wants_quote:
            self.draft.ask_quote()
        self.go(MethodStep(self.draft))

    def action_qr(self) -> None:
        from axis_tui.tui.dialogs.renew_qr import show_qr

        if self._way is not None:
            show_qr(self.app, self._way.contact.link)
