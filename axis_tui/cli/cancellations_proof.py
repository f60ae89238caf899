"""`axis-tui cancellations request|chase|export|verify`: what to send to a carrier, and its proof."""

from __future__ import annotations

import argparse
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from axis_tui.cli import exits
from axis_tui.cli.arguments import add_formats
from axis_tui.cli.context import Context
from axis_tui.cli.output import print_json, print_remark
from axis_tui.cli.parser import add_action
from axis_tui.cli.problem import UsageProblem
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.domain.dossier_verdict import Verdict
    from axis_tui.domain.message import Message
    from axis_tui.store.read.cases import CaseRow

_LONGEST_BYTES = 16 << 20


def add_proofs(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares `request`, `chase`, `export` and `verify`."""
    for name, summary in (
        ("request", _("what to send to a carrier that you ask yourself")),
        ("chase", _("what to send to a carrier whose answer is late")),
    ):
        form = _adding(actions, name, summary).add_mutually_exclusive_group()
        form.add_argument("--short", action="store_true", default=False, help=_("in one line, for a chat"))
        form.add_argument(
            "--json", action="store_true", default=False, help=_("print JSON with a versioned schema")
        )
    exporting = _adding(actions, "export", _("the dossier: what was asked, done and proven, with hashes"))
    form = exporting.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", default=False, help=_("as JSON (the page otherwise)"))
    form.add_argument("--markdown", action="store_true", default=False, help=_("as a page that reads well"))
    exporting.add_argument(
        "--to", metavar=_("FILE"), default=None, help=_("write it to a new file only you can read")
    )
    exporting.add_argument("--reveal", action="store_true", default=False, help=_("with identifiers in full"))
    verifying = add_action(actions, "verify", _("check that nothing in an exported dossier was changed"))
    verifying.add_argument("file", metavar=_("FILE"), help=_("as it was exported; “-” is standard input"))
    verifying.add_argument(
        "--seal", metavar="SHA256", default="", help=_("the hash of its list, where you kept it apart")
    )
    add_formats(verifying, plain=False)


def request(context: Context) -> int:
    """Prints the text that asks for the end of the service, ready to copy."""
    from axis_tui.cli.case_naming import case_of
    from axis_tui.store.read.case_request import request_of

    with context.open_reader() as reader:
        row = case_of(reader, context.options.number)
        return _print_message(context, "request", row, request_of(reader, row))


def chase(context: Context) -> int:
    """Prints the text that asks for the answer, ready to copy."""
    from axis_tui.cli.case_naming import case_of
    from axis_tui.store.read.case_chase import chase_of

    with context.open_reader() as reader:
        row = case_of(reader, context.options.number)
    return _print_message(context, "chase", row, chase_of(row, context.clock()))


def _print_message(context: Context, kind: str, row: CaseRow, text: Message) -> int:
    if context.options.json:
        print_json(kind, context.clock(), {
            "case": row.id, "subject": text.subject, "body": text.body, "short": text.short,
        })  # fmt: skip
    elif context.options.short:
        print(text.short)
    else:
        print(f"{text.subject}\n\n{text.body}")
    return exits.FINE


def export(context: Context) -> int:
    """Prints the dossier, or writes it to a new file."""
    from axis_tui.domain.dossier import as_json, as_markdown
    from axis_tui.private_file import write_new
    from axis_tui.store.read.case_dossier import checked_dossier

    options = context.options
    with context.open_reader() as reader:
        from axis_tui.cli.case_naming import case_of

        row = case_of(reader, options.number)
        found = checked_dossier(reader, row, context.clock(), reveal=options.reveal)
    if not found.verdict.is_whole:
        raise _broken(found.verdict)
    dossier = found.dossier
    text = as_json(dossier) + "\n" if options.json else as_markdown(dossier)
    if options.to is None:
        print(text, end="")
        return exits.FINE
    try:
        path = write_new(Path(options.to), text)
    except OSError as error:
        raise UsageProblem(
            N_("%(path)s cannot be written (%(reason)s); name a new file"),
            path=options.to, reason=error.strerror or "?",
        ) from None  # fmt: skip
    print(_("dossier written to %(path)s") % {"path": path})
    print_remark(_("keep its hash apart from it: %(seal)s") % {"seal": dossier.seal})
    if row.is_open:
        print_remark(_("the case is not at its end; its dossier will be another then"))
    return exits.FINE


def check(context: Context) -> int:
    """Says in one line whether a dossier is whole; exit code 1 where it is not."""
    from axis_tui.domain.dossier_check import verify

    verdict = verify(_read(context.options.file), context.options.seal.strip().lower())
    if context.options.json:
        print_json("verdict", context.clock(), {
            "is_whole": verdict.is_whole, "fault": None if verdict.fault is None else verdict.fault.value,
            "parts": verdict.count, "first_wrong": verdict.first_wrong or None,
            "unknown": list(verdict.unknown), "seal": verdict.seal or None, "line": verdict.line,
        })  # fmt: skip
    if not verdict.is_whole:
        raise _broken(verdict)
    if not context.options.json:
        print(_(verdict.template) % verdict.params)
    return exits.FINE


PROOFS: dict[str, Callable[[Context], int]] = {
    "request": request, "chase": chase, "export": export, "verify": check,
}  # fmt: skip
"""What is typed → what it does."""


def _adding(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str
) -> argparse.ArgumentParser:
    parser = add_action(actions, name, summary)
    parser.add_argument("number", metavar=_("NUMBER"), help=_("of the case, as the list shows it"))
    return parser


def _broken(verdict: Verdict) -> Problem:
    """What is wrong with a dossier, as a failure."""
    return Problem("%(told)s", told=_(verdict.template) % verdict.params)


def _read(named: str) -> str:
    """The text of a file that may be anything: bounded, and never waited for."""
    import sys

    try:
        if named == "-":
            return sys.stdin.buffer.read(_LONGEST_BYTES).decode("utf-8", "replace")
        handle = os.open(named, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise UsageProblem(N_("%(path)s is not a file"), path=named)
            return file.read(_LONGEST_BYTES).decode("utf-8", "replace")
    except OSError as error:
        raise UsageProblem(
            N_("%(path)s cannot be read (%(reason)s)"), path=named, reason=error.strerror or "?"
        ) from None
