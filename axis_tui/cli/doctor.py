"""`axis-tui doctor`: looks at store, worker, meters, settings and terminal; each finding says what to do."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from axis_tui.cli import exits, findings
from axis_tui.cli.arguments import add_formats
from axis_tui.cli.context import Context
from axis_tui.cli.findings import Finding, Grade
from axis_tui.cli.output import print_json, print_lines
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.present.line import Line

MARKS = {Grade.OK: "done", Grade.WARN: "warning", Grade.FAIL: "bad"}
"""Grade → field of Glyphs."""


def doctor_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `doctor`."""
    add_formats(parser, plain=False)


def doctor(context: Context) -> int:
    """Prints every finding; 0 where none fails, 4 where the store is unusable, else 1."""
    found = findings.all_of(context)
    if context.options.json:
        rows = [
            {
                "check": item.check,
                "grade": str(item.grade),
                "finding": item.text,
                "advice": item.advice or None,
            }
            for item in found
        ]
        print_json("doctor", context.clock(), {"findings": rows})
    else:
        print_lines((line for item in found for line in _lines(context, item)), context.colour)
    failed = [item for item in found if item.grade is Grade.FAIL]
    if any(item.check in findings.STORE_CHECKS for item in failed):
        return exits.STORE
    return exits.FAILED if failed else exits.FINE


def _lines(context: Context, item: Finding) -> list[Line]:
    from axis_tui.domain.text import clean
    from axis_tui.present.line import Tone, line
    from axis_tui.present.width import fit

    tone = {Grade.OK: Tone.GOOD, Grade.WARN: Tone.WARNING, Grade.FAIL: Tone.BAD}[item.grade]
    words = {Grade.OK: _("ok"), Grade.WARN: _("warn"), Grade.FAIL: _("fail")}
    mark = getattr(context.glyphs, MARKS[item.grade])
    head = line(
        (f"{mark} {fit(words[item.grade], 5)}", tone), f"{fit(item.label, 14)} {clean(item.text, 400)}"
    )
    if not item.advice:
        return [head]
    return [head, line((" " * 23 + clean(item.advice, 400), Tone.MUTED))]
