"""That there are orders of which it is not known whether money moved, in a few words for a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.i18n import ngettext
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Span, Tone

if TYPE_CHECKING:
    from axis_tui.store.read import Reader


def doubt_span(reader: Reader | None, now: int, glyphs: Glyphs, *, short: bool = False) -> Span | None:
    """`▲ 1 order in doubt`, or `▲ 1 in doubt` where it is clear of what; None where there is none."""
    from axis_tui.store.read.doubt import in_doubt

    count = in_doubt(reader, now) if reader is not None else 0
    if not count:
        return None
    words = (
        ngettext("%(count)d in doubt", "%(count)d in doubt", count)
        if short
        else ngettext("%(count)d order in doubt", "%(count)d orders in doubt", count)
    )
    return f"{glyphs.warning} {words % {'count': count}}", Tone.WARNING
