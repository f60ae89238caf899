"""The few words of a checklist that a pane has room for: what blocks or warns, and how many more there are.

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import Level
from axis_tui.i18n import _
from axis_tui.present.check_words import check_mark, check_sentence
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.width import cells

_GAP = "   "


def check_digest(
    found: Sequence[Check], zone: str, now: int, width: int, rows: int, glyphs: Glyphs
) -> list[Line]:
    """What blocks or warns in exactly `rows` lines, as much as fits, with how many more there are."""
    parts: list[Span] = []
    for check in found:
        if check.level is not Level.OK:
            mark, tone = check_mark(check.level, glyphs)
            parts.append((f"{mark} {check_sentence(check, zone, now)}", tone))
    if not parts:
        clear = line((f"{glyphs.done} {_('nothing stands in the way')}", Tone.GOOD))
        return [clear, *[()] * (rows - 1)]
    lines: list[Line] = []
    for row in range(rows):
        kept: list[Span] = []
        while parts:
            is_last = row == rows - 1 and len(parts) > 1
            more = f"{_GAP}{_more(len(parts) - 1)}" if is_last else ""
            taken = sum(cells(text) for text, _tone in kept)
            if kept and taken + cells(_GAP + parts[0][0] + more) > width:
                break
            text, tone = parts.pop(0)
            kept.append((f"{_GAP if kept else ''}{text}", tone))
        if row == rows - 1 and parts:
            kept.append((f"{_GAP}{_more(len(parts))}", Tone.MUTED))
        lines.append(tuple(kept))
    return lines


def _more(count: int) -> str:
    return _("%(count)d more") % {"count": count}
