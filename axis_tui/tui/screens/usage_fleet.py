"""What the whole fleet used, how many eSIMs are in which state, and which of them used most.

Pure: figures in, lines out.
"""

from __future__ import annotations

from collections.abc import Sequence

from axis_tui.i18n import _, ngettext
from axis_tui.present.bars import bar_line
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.sizes import size, size_short
from axis_tui.present.status_words import status_line
from axis_tui.present.width import cells, fit, fit_line, fit_right
from axis_tui.tui.screens.usage_table import Pair, table


def fleet_facts(
    shown_bytes: int,
    today_bytes: int,
    counts: Sequence[tuple[str, int]],
    width: int,
    rows: int,
    glyphs: Glyphs,
) -> list[Line]:
    """Totals of the fleet, and how many eSIMs are in which state, most first."""
    esims = sum(count for _status, count in counts)
    pairs: list[Pair] = [
        (_("Shown"), line(size(shown_bytes, "decimal"))),
        (_("Today"), line(size(today_bytes, "decimal"))),
        (_("eSIMs"), line(ngettext("%(count)d eSIM", "%(count)d eSIMs", esims) % {"count": esims})),
    ]
    states = sorted((each for each in counts if each[1]), key=lambda each: -each[1])
    room = max(rows - len(pairs), 0)
    named = states if len(states) <= room else states[: max(room - 1, 0)]
    for status, count in named:
        figure = fit_right(str(count), len(str(esims))) + " "
        pairs.append(("", line(figure, *status_line(status, glyphs))))
    more = len(states) - len(named)
    if more:
        words = ngettext("and %(count)d more state", "and %(count)d more states", more) % {"count": more}
        pairs.append(("", line((words, Tone.MUTED))))
    return table(pairs[:rows], width, glyphs)


def top_lines(users: Sequence[tuple[str, int]], width: int, rows: int, glyphs: Glyphs) -> list[Line]:
    """The eSIMs that used most, with a bar each; `users` are names and bytes, most first."""
    if not users:
        return [fit_line(line(" ", (_("nothing used in this time"), Tone.MUTED)), width, glyphs.ellipsis)]
    name_width = min(max(cells(name) for name, _used in users), max(width // 2 - 4, 8))
    bar_width = max(width - name_width - 10, 4)
    most = max(users[0][1], 1)
    lines: list[Line] = []
    for name, used in users[:rows]:
        lead = line((" " + fit(name, name_width, glyphs.ellipsis) + " ", Tone.NORMAL))
        figure = line((fit_right(size_short(used, "decimal"), 6), Tone.NORMAL))
        lines.append(
            fit_line((*lead, *bar_line(bar_width, used / most, glyphs), *figure), width, glyphs.ellipsis)
        )
    return lines
