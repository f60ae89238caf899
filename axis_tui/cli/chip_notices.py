"""`axis-tui chip notifications`: what the chip has to tell carriers; sent, or dropped by a typed word."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from axis_tui.cli import exits
from axis_tui.cli.approving import add_approval, approve
from axis_tui.cli.arguments import add_dry_run, add_formats
from axis_tui.cli.context import Context
from axis_tui.cli.output import iso, print_json, print_lines, print_table
from axis_tui.cli.parser import add_action
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from axis_tui.present.line import Line
    from axis_tui.store.read.chip import NoticeRow

COLUMNS = ("number", "operation", "esim", "iccid", "server", "sent_at", "on_chip", "has_proof", "error")


def add_notifications(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares `notifications`."""
    parser = add_action(actions, "notifications", _("list what the chip has to tell carriers; send it"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--send", action="store_true", default=False, help=_("send every one that waits"))
    what.add_argument(
        "--drop", type=int, default=None, metavar=_("NUMBER"), help=_("take one off the chip unsent")
    )
    parser.add_argument("--confirm", metavar=_("WORD"), default=None, help=_("agree to lose it unsent"))
    add_approval(parser, amount=False)
    add_dry_run(parser)
    add_formats(parser)


def notifications(context: Context) -> int:
    """Lists, sends or drops."""
    if context.options.send:
        return _send(context)
    if context.options.drop is not None:
        return _drop(context, context.options.drop)
    return _list(context)


def _send(context: Context) -> int:
    from axis_tui.cli.asking import ask
    from axis_tui.store.read import chip as read

    if context.options.dry_run:
        with context.open_reader() as reader:
            count = len(read.notices(reader, pending=True))
        print(_("would send %(count)d") % {"count": count})
        return exits.FINE
    ask(context, [("chip_notifications", {})], context.settings.chip.timeout_seconds * 20 + 60)
    print(_("every notification is sent"))
    return exits.FINE


def _drop(context: Context, number: int) -> int:
    from axis_tui.cli.asking import ask
    from axis_tui.cli.chip_change import confirm_name
    from axis_tui.present.chip_words import drop_word
    from axis_tui.store.read import chip as read

    with context.open_reader() as reader:
        row = next((row for row in read.notices(reader, pending=True) if row.seq == number), None)
    if row is None:
        raise Problem(N_("the chip holds no such notification; list them again"))
    if context.options.dry_run:
        print(_("would drop notification %(number)d unsent") % {"number": number})
        return exits.FINE
    confirm_name(context, drop_word(row.operation, number), f"{row.operation} {number}")
    approve(context, lambda tx: None)
    ask(context, [("chip_drop", {"notice_id": row.id, "confirmed": True})])
    print(_("notification %(number)d is dropped: its carrier does not hear of it") % {"number": number})
    return exits.FINE


def notice_payload(row: NoticeRow) -> dict[str, object]:
    """A notification as JSON."""
    return {
        "number": row.seq, "operation": row.operation, "server": row.address or None,
        "iccid": row.iccid_masked or None, "esim": row.esim_name or None, "is_new": row.is_new,
        "seen_at": iso(row.seen_at), "sent_at": iso(row.sent_at), "removed_at": iso(row.removed_at),
        "on_chip": row.is_on_chip, "has_proof": row.has_proof, "unsent_confirmed": row.unsent_confirmed,
        "error": row.error or None,
    }  # fmt: skip


def _list(context: Context) -> int:
    from axis_tui.store.read import chip as read

    with context.open_reader() as reader:
        rows = read.notices(reader)
    cells = [notice_payload(row) for row in rows]
    if context.options.json:
        print_json("chip-notifications", context.clock(), {"notifications": cells})
    elif context.options.plain:
        print_table(COLUMNS, ([row[column] for column in COLUMNS] for row in cells))
    elif not rows:
        print(_("No notification yet."))
    else:
        print_lines(_lines(context, rows), context.colour)
    return exits.FINE


def _lines(context: Context, rows: list[NoticeRow]) -> Iterator[Line]:
    from axis_tui.present.chip_words import notice_span, operation_word
    from axis_tui.present.line import Tone, line
    from axis_tui.present.when import moment
    from axis_tui.present.width import fit, fit_right

    for row in rows:
        told, tone = notice_span(
            is_on_chip=row.is_on_chip, is_sent=row.sent_at is not None, is_new=row.is_new,
            unsent_confirmed=row.unsent_confirmed, error=row.error,
        )  # fmt: skip
        yield line(
            (fit_right(str(row.seq), 4) + "  ", Tone.STRONG),
            (fit(moment(row.seen_at, context.zone, context.clock()), 16) + " ", Tone.MUTED),
            fit(operation_word(row.operation), 10) + " ",
            fit(row.esim_name or row.iccid_masked, 18) + " ",
            (told, tone),
        )
