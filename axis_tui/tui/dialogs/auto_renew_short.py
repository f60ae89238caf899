"""The rule of an eSIM in a few words, for panes; imported only where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.present.line import Span, Tone
from axis_tui.present.rule_words import RULE_STATES, rule_short
from axis_tui.store.read import auto_renew, payment
from axis_tui.tui.dialogs.auto_renew_ground import method_text

if TYPE_CHECKING:
    from axis_tui.store.read import Reader


def short_span(reader: Reader, esim_id: int, system: str, ellipsis: str = "…") -> Span | None:
    """`auto-renew on: at 1 GB left, 9.00 USD by card …4242, at most 27.00 USD a month`; None without a
    rule."""
    row = auto_renew.rule(reader, esim_id)
    if row is None:
        return None
    method = payment.method(reader, row.rule.method_id)
    words = method_text(method, ellipsis) if method is not None else row.method_label
    tone = RULE_STATES[row.rule.state.value][2]
    return rule_short(row.rule, words, system), Tone.ACCENT if tone is Tone.GOOD else tone
