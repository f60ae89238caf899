"""`axis-tui chip download`: installs a profile by an activation code, which is never on the command line."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from axis_tui.cli import exits
from axis_tui.cli.approving import add_no_input
from axis_tui.cli.arguments import add_dry_run
from axis_tui.cli.context import Context
from axis_tui.cli.naming import find_esim
from axis_tui.cli.parser import add_action
from axis_tui.cli.problem import UsageProblem, wrong_use
from axis_tui.domain.identifiers import ActivationCode, parse_activation_code
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _

KIND = "chip_download"
_LONGEST_LINE = 1_000
_LOOK_EACH_S = 0.2


def add_download(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares `download`."""
    parser = add_action(actions, "download", _("install a profile by its activation code"))
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--esim", default=None, metavar=_("ESIM"), help=_("by the code kept for this eSIM"))
    source.add_argument(
        "--code-file",
        default=None,
        metavar=_("FILE"),
        help=_(
            "by the code in a file’s first line; a confirmation code in its second; “-” is standard input"
        ),
    )
    add_dry_run(parser)
    add_no_input(parser)


def download(context: Context) -> int:
    """Installs it, and says how far it has come; Ctrl+C gives it up."""
    options = context.options
    payload: dict[str, Any] = {}
    confirmation = ""
    if options.esim is not None:
        with context.open_reader() as reader:
            from axis_tui.store.read import detail

            row = find_esim(reader, options.esim)
            text = detail.activation_code(reader, row.esim_id)
        if not text:
            raise UsageProblem(N_("no activation code is kept for this eSIM"))
        payload["esim_id"] = row.esim_id
    else:
        text, confirmation = _read(options.code_file)
    with wrong_use():
        code = parse_activation_code(text)
    if options.dry_run:
        print(_("would install a profile from %(server)s") % {"server": code.smdp_address})
        return exits.FINE
    confirmation = confirmation or _confirmation(context, code)
    left = None
    if options.esim is None or confirmation:
        from axis_tui.store.chip_code import leave_code

        state_dir = context.settings.paths.state_dir
        left = leave_code(state_dir, "" if options.esim is not None else code.text(), confirmation)
        payload["code_file"] = left.name
    try:
        _follow(context, payload)
    finally:
        if left is not None:
            with suppress(OSError):
                left.unlink()
    print(_("the profile is installed; it is not enabled yet: axis-tui chip list"))
    return exits.FINE


def _follow(context: Context, payload: dict[str, Any]) -> None:
    from axis_tui.cli.asking import ask, wait

    deadline_s = context.settings.chip.timeout_seconds * 14 + 90
    with _progress(context):
        try:
            ask(context, [(KIND, payload)], deadline_s)
        except KeyboardInterrupt:
            request_id = _pending(context)
            if request_id is None or not context.presence().running:
                raise
            with suppress(Problem):
                ask(context, [("chip_cancel", {"request_id": request_id})])
            wait(lambda: _pending(context) is not None, deadline_s)
            if _is_done(context, request_id):
                print(_("it was too late to give it up"), file=sys.stderr)
                return
            raise Problem(
                N_("the download was given up; see with “axis-tui chip list” what is there")
            ) from None


@contextmanager
def _progress(context: Context) -> Iterator[None]:
    """Says each step on standard error while the block lasts."""
    over = threading.Event()

    def look() -> None:
        from axis_tui.present.chip_words import step_word
        from axis_tui.store.read import chip as read

        told = ""
        while not over.wait(_LOOK_EACH_S):
            with suppress(Problem), context.open_reader() as reader:
                request_id = _pending_in(reader)
                step = "" if request_id is None else read.progress(reader, request_id)
                if step and step != told:
                    told = step
                    print(step_word(step), file=sys.stderr, flush=True)

    watcher = threading.Thread(target=look, name="progress", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _pending(context: Context) -> int | None:
    with context.open_reader() as reader:
        return _pending_in(reader)


def _is_done(context: Context, request_id: int) -> bool:
    from axis_tui.store.read import inventory

    with context.open_reader() as reader:
        found = inventory.request(reader, request_id)
    return found is not None and found.state == "done"


def _pending_in(reader: Any) -> int | None:
    from axis_tui.store.read import inventory

    return next((row.id for row in inventory.requests(reader) if row.kind == KIND), None)


def _read(named: str) -> tuple[str, str]:
    """The first two lines of a file, or of standard input. Raises UsageProblem."""
    if named == "-":
        return sys.stdin.readline(_LONGEST_LINE), sys.stdin.readline(_LONGEST_LINE).strip()
    try:
        with open(named, encoding="utf-8", errors="replace") as file:
            return file.readline(_LONGEST_LINE), file.readline(_LONGEST_LINE).strip()
    except OSError as error:
        raise UsageProblem(
            N_("the activation code cannot be read from %(path)s (%(reason)s)"),
            path=named, reason=error.strerror or "?",
        ) from None  # fmt: skip


def _confirmation(context: Context, code: ActivationCode) -> str:
    from axis_tui.cli.prompting import ask_secret, can_ask

    if not code.needs_confirmation:
        return ""
    typed = ask_secret(_("Confirmation code:")).strip() if can_ask(context) else ""
    if not typed:
        raise UsageProblem(N_("this code needs a confirmation code as well; the carrier gives it to you"))
    return typed
