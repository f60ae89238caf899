"""The dry run of a rule, and the consent to it: bound to its package and its price, typed, with the PIN."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from axis_tui.i18n import _
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.rule_dry_run import dry_run_parts
from axis_tui.present.rule_words import rule_sentences
from axis_tui.present.typed import is_amount
from axis_tui.present.wrap import wrapped
from axis_tui.tui.dialogs.auto_renew_ground import Ground
from axis_tui.tui.dialogs.pin_approval import Approval, asks_pin

if TYPE_CHECKING:
    from axis_tui.domain.auto_renew import Rule
    from axis_tui.tui.dialogs.auto_renew_draft import Written
    from axis_tui.tui.screens.base import AxisScreen


def ask_consent(
    screen: AxisScreen, ground: Ground, written: Written, then: Callable[[bool | None], None]
) -> None:
    """Show what `written` would do and ask for consent; `then(True)` once it is stored.

    Raises Problem where that cannot be reckoned, such as for want of one currency.
    """
    from axis_tui.store.read.rule_dry_run import foretold

    reader, now, zone = screen.reader, screen.now, screen.deps.zone
    run = foretold(reader, ground.esim_id, written.rule, written.package, now) if reader else None
    if run is None:
        return
    parts = dry_run_parts(run, now, zone)
    sentences = rule_text(written.rule, written.package.terms.name, ground)
    price = written.rule.consent.price

    def lines(width: int) -> Sequence[Line]:
        told = [line(text) for sentence in sentences for text in wrapped(sentence, width)]
        told += [(), line((_("If on now, it"), Tone.TITLE))]
        for part in parts:
            first, *rest = wrapped(part, width - 2)
            told += [line((f"{screen.deps.glyphs.dot} ", Tone.ACCENT), (first, Tone.STRONG))]
            told += [line("  ", (text, Tone.STRONG)) for text in rest]
        told += [()]
        consent = _("You agree to this package at this price, fees included; dearer needs a new consent.")
        return [*told, *(line((text, Tone.MUTED)) for text in wrapped(consent, width))]

    screen.app.push_screen(
        Approval(
            screen,
            _("Before you agree: %(name)s") % {"name": ground.name},
            lines,
            price.decimal_text(),
            lambda tx, pin: store(tx, pin, ground, written),
            is_word=lambda text: is_amount(text, price),
            asks_pin=asks_pin(screen),
        ),
        then,
    )


def rule_text(rule: Rule, package: str, ground: Ground) -> list[str]:
    """The rule in sentences, with the name of its method."""
    method = ground.method(rule.method_id)
    return rule_sentences(rule, package, method.words if method is not None else "?", ground.system)


def store(tx: Any, pin: str | None, ground: Ground, written: Written) -> Any:
    """Run in the writing thread: the rule as consented to, where the PIN is right."""
    from axis_tui.store.write import approval, auto_renew, payment

    now = tx.now

    def keep(tx: Any) -> bool:
        package_id = written.package_id
        if package_id is None:
            package_id = payment.put_package(tx, ground.carrier.id, written.package, now, listed=False)
        consent = replace(written.rule.consent, at=now)
        auto_renew.set_rule(tx, ground.esim_id, replace(written.rule, consent=consent), package_id, now)
        return True

    return approval.approved(tx, pin, now, keep)
