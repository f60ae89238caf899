"""The first step: which package, and what it would do to this eSIM."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from axis_tui.domain.renewal_check import Finding, is_blocked
from axis_tui.i18n import _
from axis_tui.present.finding_words import finding_advice, finding_mark, finding_sentence
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.order_effect import effect_word, effect_words, then_words
from axis_tui.present.when import ago
from axis_tui.present.width import fit, fit_right
from axis_tui.present.wrap import wrapped
from axis_tui.store.read.renewal_options import Offer
from axis_tui.tui.commands.orders import PACKAGES
from axis_tui.tui.dialogs.renew_draft import Draft
from axis_tui.tui.dialogs.renew_lines import data_text, price_a_unit, price_text, valid_text
from axis_tui.tui.dialogs.renew_offers import offers
from axis_tui.tui.dialogs.renew_step import ChoiceStep

_DATA, _VALID, _PRICE, _A_UNIT = 8, 10, 12, 10
_ABOUT_ROWS = 6
"""Rows below the list: effect, what then, findings; as many whatever is marked, so that nothing jumps."""


class PackageStep(ChoiceStep):
    """The carrier's packages; without a catalogue the same again, or another that a person describes."""

    COMMANDS: ClassVar[Any] = PACKAGES
    NUMBER = 1
    KEY = "package"

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        draft.reload()
        self._offers = offers(draft.options)
        self._found: dict[str, tuple[Finding, ...]] = {}

    def on_mount(self) -> None:
        options = self.draft.options
        if options.has_catalogue and options.catalogue_is_old and not self.draft.catalogue.was_asked:
            self.action_ask_again()

    def store_moved(self) -> None:
        chosen = self._offer
        self.draft.catalogue.look(self.draft.screen)
        self._offers = offers(self.draft.options)
        self._found.clear()
        if chosen is not None:
            codes = [offer.package.code for offer in self._offers]
            if chosen.package.code in codes:
                self.draft.at[self.KEY] = codes.index(chosen.package.code)

    def count(self) -> int:
        return len(self._offers) + (0 if self.draft.known.has_catalogue else 1)

    @property
    def _offer(self) -> Offer | None:
        """The marked package; None for another one, and where there is none."""
        return self._offers[self.marked] if self.marked < len(self._offers) else None

    # Drawing

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        count = self.count()
        room = max(1, min(max(count, 1), self.room - _ABOUT_ROWS - 3))
        first = max(0, min(self.marked - room // 2, count - room))
        lines = [self._header()]
        lines += [self._row(at) for at in range(first, min(first + room, count))]
        if not count:
            lines.append(line((_("no package of this carrier is known here yet"), Tone.MUTED)))
        about = self._about()[:_ABOUT_ROWS]
        lines += [(), *about, *[()] * (_ABOUT_ROWS - len(about)), line(self._standing())]
        return lines, 1 + self.marked - first if count else None

    @property
    def _parts(self) -> tuple[int, int]:
        """Cells of the name and of the price a unit, which narrow terminals do without."""
        a_unit = _A_UNIT if self.inner >= 64 else 0
        return self.inner - 1 - _DATA - _VALID - _PRICE - 3 - (a_unit + 1 if a_unit else 0), a_unit

    def _header(self) -> Line:
        name, a_unit = self._parts
        text = f" {fit(_('Package'), name)} {fit_right(_('Data'), _DATA)} {fit_right(_('Valid'), _VALID)}"
        text += f" {fit_right(_('Price'), _PRICE)}"
        if a_unit:
            unit = "GiB" if self.draft.carrier.unit_system == "binary" else "GB"
            text += f" {fit_right(_('per %(unit)s') % {'unit': unit}, a_unit)}"
        return line((text, Tone.MUTED))

    def _row(self, at: int) -> Line:
        name, a_unit = self._parts
        if at >= len(self._offers):
            return line((f" {_('another package')}{self.glyphs.ellipsis}", Tone.KEY))
        offer, dots = self._offers[at], self.glyphs.ellipsis
        terms = offer.package.terms
        words = _("again: %(name)s") % {"name": terms.name} if self._is_again(at) else terms.name
        valid = valid_text(offer.package) or self.glyphs.none
        text = f" {fit(words, name, dots)} {fit_right(data_text(offer.package, self.glyphs), _DATA, dots)}"
        text += f" {fit_right(valid, _VALID, dots)} {fit_right(price_text(terms.price), _PRICE, dots)}"
        if a_unit:
            text += f" {fit_right(price_a_unit(terms, self.glyphs), a_unit, dots)}"
        return line((text, Tone.MUTED if is_blocked(self._findings(offer)) else Tone.NORMAL))

    def _is_again(self, at: int) -> bool:
        return at == 0 and self._offers[0].package_id is None

    def _about(self) -> list[Line]:
        """What the marked one would do here, and what speaks against it."""
        offer, draft = self._offer, self.draft
        if offer is None:
            return [line((_("You write what the carrier sells you: name, data, days, price."), Tone.MUTED))]
        terms = offer.package.terms
        after = draft.options.preview(offer.package)
        if after is None:
            lines = [line((effect_word(offer.package.effect.value), Tone.ACCENT))]
        else:
            waits = str(terms.start_rule) != "purchase"
            words = effect_words(after, draft.now, waits_for_start=waits)
            then = then_words(after, draft.now, terms.validity.zone, draft.carrier.unit_system)
            lines = [line((words, Tone.ACCENT)), line((then, Tone.NORMAL))]
        for finding in self._findings(offer):
            mark, tone = finding_mark(finding, self.glyphs)
            said = finding_sentence(finding, draft.now, draft.screen.deps.zone, draft.carrier.unit_system)
            first, *rest = wrapped(said, self.inner - 2)
            lines.append(line((f"{mark} {first}", tone)))
            lines += [line(("  " + each, tone)) for each in rest]
        return lines

    def _standing(self) -> Span:
        """Where the list comes from, and what is under way."""
        draft = self.draft
        carrier = {"carrier": draft.carrier.name}
        if not draft.known.has_catalogue:
            return _("%(carrier)s tells no packages to programs") % carrier, Tone.MUTED
        if draft.catalogue.is_slow(draft.now):
            return _("%(carrier)s has not answered yet; esc cancels") % carrier, Tone.WARNING
        if draft.catalogue.is_asking:
            asking = _("asking %(carrier)s") % carrier
            return f"{asking} {self.glyphs.ellipsis} {_('esc cancels')}", Tone.ACCENT
        if draft.catalogue.error:
            return f"{self.glyphs.warning} {draft.catalogue.error}", Tone.WARNING
        seen = max((offer.seen_at or 0 for offer in self._offers), default=0)
        told = {**carrier, "age": ago(seen or None, draft.now)}
        return _("as %(carrier)s told %(age)s; ^r asks again") % told, Tone.MUTED

    def _findings(self, offer: Offer) -> tuple[Finding, ...]:
        code = offer.package.code
        if code not in self._found:
            ways = self.draft.ways(offer.package)
            # What only an order without a person needs stops nobody who may call instead.
            uses_api = not any(way.is_guided for way in ways)
            self._found[code] = self.draft.findings(offer.package, uses_api=uses_api)
        return self._found[code]

    # Keys

    def offers_key(self, action: str) -> bool:
        return action != "ask_again" or self.draft.known.has_catalogue

    def action_choose(self) -> None:
        from axis_tui.tui.dialogs.renew_channel import ChannelStep
        from axis_tui.tui.dialogs.renew_other import OtherPackage

        offer, draft = self._offer, self.draft
        if offer is None and not draft.known.has_catalogue:
            self.app.switch_screen(OtherPackage(draft))
            return
        if offer is None:
            return
        found = self._findings(offer)
        if is_blocked(found):
            self.say(finding_advice(next(each.code for each in found if each.is_blocking)), Tone.BAD)
            return
        if offer.package.terms.price is None and offer.package_id is None:
            self.app.switch_screen(OtherPackage(draft, offer))
            return
        draft.offer, draft.form = offer, None
        self.go(ChannelStep(draft))

    def action_ask_again(self) -> None:
        if self.draft.known.has_catalogue:
            payload = {"carrier_id": self.draft.carrier.id}
            self.draft.catalogue.ask(self.draft.screen, "catalogue", payload)
            self.draw()
