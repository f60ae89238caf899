"""Agreeing to what moves money: the amount typed in full, and the PIN where one is set, never from argv."""

from __future__ import annotations

import argparse
import os
import stat
import sys
from typing import TYPE_CHECKING, TypeVar

from axis_tui import bootstrap
from axis_tui.cli.changing import changing
from axis_tui.cli.context import Context
from axis_tui.cli.problem import UsageProblem
from axis_tui.cli.prompting import ask_line, ask_secret, can_ask
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from axis_tui.domain.money import Money
    from axis_tui.store.write import Tx

T = TypeVar("T")
_LONGEST_PIN = 100


def add_no_input(parser: argparse.ArgumentParser) -> None:
    """`--no-input`: ask nothing."""
    parser.add_argument(
        "--no-input", action="store_true", help=_("ask nothing; fail where something is missing")
    )


def add_approval(parser: argparse.ArgumentParser, *, amount: bool = True) -> None:
    """`--no-input`, `--pin-file`, and `--confirm` where an amount is agreed to."""
    if amount:
        parser.add_argument(
            "--confirm",
            metavar=_("AMOUNT"),
            help=_("agree to exactly this amount, such as 11.50 or “11.50 EUR”"),
        )
    parser.add_argument(
        "--pin-file",
        metavar=_("FILE"),
        help=_("read the approval PIN from a file that only you can read; “-” is standard input"),
    )
    add_no_input(parser)


def confirm_amount(context: Context, total: Money) -> None:
    """Returns where exactly `total` is typed or was given by --confirm. Raises UsageProblem."""
    from axis_tui.present.money import money
    from axis_tui.present.typed import is_amount

    amount = money(total.minor, total.currency, total.exponent)
    given = context.options.confirm
    if given is None:
        if not can_ask(context):
            raise UsageProblem(
                N_("it takes your word to go on: add --confirm=%(typed)s to agree to %(amount)s"),
                typed=total.decimal_text(), amount=amount,
            )  # fmt: skip
        given = ask_line(_("Type the amount to confirm (%(amount)s):") % {"amount": amount})
    if not is_amount(given, total):
        raise UsageProblem(N_("that is not %(amount)s; nothing was done"), amount=amount)


def approve(context: Context, do: Callable[[Tx], T], typed: str | None = None) -> T:
    """What `do` gives in a transaction of its own, where no PIN is set or the right one is given.

    `typed` is a PIN that was asked for before. A dry run asks for none, goes the whole way and keeps nothing.
    At a terminal a wrong PIN is asked for again until it is locked. Raises Problem where it was not done;
    only the count of wrong PINs has changed.
    """
    if context.options.dry_run:
        made: list[T] = []
        with changing(context) as tx:
            made.append(do(tx))
        return made[0]
    pin, is_typed = (typed, can_ask(context)) if typed is not None else _pin(context)
    while True:
        now = context.clock()
        with bootstrap.open_writer(context.settings, create=False) as writer, writer.transaction() as tx:
            from axis_tui.store.write import approval

            answer = approval.approved(tx, pin, now, do)
        if answer.is_done:
            value: T = answer.value  # type: ignore[assignment]  # done, so it is what `do` gave
            return value
        from axis_tui.present.pin_words import refusal

        said = refusal(answer, context.zone, now)
        if not is_typed or answer.locked_until_at > now:
            raise Problem("%(reason)s", reason=said)
        print(said, file=sys.stderr)
        pin = _typed_pin()


def pin_of(context: Context) -> str | None:
    """The PIN as it was given or typed, not tried yet; None where none is set. Raises UsageProblem."""
    return _pin(context)[0]


def _pin(context: Context) -> tuple[str | None, bool]:
    """The PIN, and whether a person typed it at the terminal."""
    from axis_tui.store.read import payment

    with context.open_reader() as reader:
        row = payment.pin(reader)
    if not row.is_set:
        return None, False
    now = context.clock()
    if now < row.locked_until_at and now >= row.failed_at:
        from axis_tui.present.when import moment

        raise Problem(
            N_("the PIN is locked until %(when)s; nothing was done"),
            when=moment(row.locked_until_at, context.zone, now),
        )
    named = context.options.pin_file
    if named is not None:
        return _read(named), False
    if can_ask(context):
        return _typed_pin(), True
    raise UsageProblem(
        N_("this asks for the approval PIN: add --pin-file FILE, or “-” to read it from standard input")
    )


def _typed_pin() -> str:
    """A PIN typed at this terminal. Raises UsageProblem where nothing is, which is no wrong try."""
    if typed := ask_secret(_("Approval PIN:")).strip():
        return typed
    raise UsageProblem(N_("no PIN was typed; nothing was done"))


def _read(named: str) -> str:
    """The PIN in the first line of a file, or of standard input. Raises UsageProblem where there is none."""
    if pin := _first_line(named):
        return pin
    raise UsageProblem(N_("there is no PIN in the first line of %(path)s; nothing was done"), path=named)


def _first_line(named: str) -> str:
    """Of a file that only its owner can read, or of standard input."""
    if named == "-":
        return sys.stdin.readline(_LONGEST_PIN).strip()
    try:
        fd = os.open(named, os.O_RDONLY | os.O_CLOEXEC)
        with os.fdopen(fd, encoding="utf-8", errors="replace") as file:
            mode = os.fstat(fd).st_mode
            if stat.S_ISREG(mode) and stat.S_IMODE(mode) & 0o077:
                raise UsageProblem(
                    N_("%(path)s can be read by others; mend it first: chmod go-rwx %(path)s"), path=named
                )
            return file.readline(_LONGEST_PIN).strip()
    except OSError as error:
        raise UsageProblem(
            N_("the PIN cannot be read from %(path)s (%(reason)s)"), path=named, reason=error.strerror or "?"
        ) from None
