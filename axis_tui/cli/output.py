"""Prints: lines in colour or plain, JSON with a schema, tab-separated rows; what it prints is clean.

Instants in JSON are UTC in ISO 8601, amounts of data are integers in bytes, money in minor units.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence

from axis_tui.present.line import Line, Tone, plain

_LONGEST_CELL = 500
_ANSI = {
    Tone.MUTED: "2",
    Tone.STRONG: "1",
    Tone.TITLE: "1",
    Tone.ACCENT: "36",
    Tone.GOOD: "32",
    Tone.WARNING: "33",
    Tone.BAD: "31",
    Tone.BAR: "36",
    Tone.BAR_EMPTY: "2",
    Tone.ESTIMATE: "2",
    Tone.KEY: "1",
}


def wants_colour(no_color: bool, environ: Mapping[str, str] = os.environ) -> bool:
    """Colours go to a terminal only, never with --no-color, NO_COLOR or TERM=dumb."""
    return (
        not no_color
        and not environ.get("NO_COLOR")
        and environ.get("TERM", "dumb") != "dumb"
        and sys.stdout.isatty()
    )


def print_lines(lines: Iterable[Line], colour: bool) -> None:
    """Prints lines, without blanks at their ends; tones become colours where `colour`."""
    for line in lines:
        print(_coloured(line) if colour else plain(line).rstrip())


def print_json(kind: str, now: int, content: Mapping[str, object]) -> None:
    """One JSON object with its schema, such as `axis-tui/plans/1`, and the instant it was made at."""
    import json

    whole = {"schema": f"axis-tui/{kind}/1", "generated_at": iso(now), **content}
    print(json.dumps(whole, ensure_ascii=False, indent=2))


def print_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Tab-separated rows under a header, for pipes: None is empty, no cell can become a formula."""
    print("\t".join(header))
    for row in rows:
        print("\t".join(_cell(value) for value in row))


def print_remark(text: str) -> None:
    """One line beside the output, on stderr, which a pipe or a script does not take for it."""
    from axis_tui.domain.text import clean

    print(f"axis-tui: {clean(text, 400)}", file=sys.stderr)


def iso(at: int | None) -> str | None:
    """An instant (UTC seconds) in ISO 8601; None stays None."""
    return None if at is None else time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))


def _cell(value: object) -> str:
    from axis_tui.domain.text import clean, csv_guard

    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return csv_guard(clean(value, _LONGEST_CELL)) if isinstance(value, str) else str(value)


def _coloured(line: Line) -> str:
    return "".join(f"\x1b[{_ANSI[tone]}m{text}\x1b[0m" if tone in _ANSI else text for text, tone in line)
