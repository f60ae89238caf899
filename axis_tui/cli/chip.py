"""`axis-tui chip`: the profiles on the chip of this machine, and what a person does with them."""

from __future__ import annotations

import argparse

from axis_tui.cli import chip_change, chip_download, chip_link, chip_notices, chip_reveal, exits
from axis_tui.cli.arguments import add_formats
from axis_tui.cli.context import Context
from axis_tui.cli.output import iso, print_json, print_lines, print_table
from axis_tui.cli.parser import add_action, add_actions
from axis_tui.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from axis_tui.present.line import Line
    from axis_tui.store.read.chip import ChipRow, ProfileRow

COLUMNS = ("id", "label", "state", "iccid", "provider", "name", "class", "esim", "gone_at")
ACTIONS = {
    "enable": chip_change.enable,
    "disable": chip_change.disable,
    "confirm": chip_change.confirm,
    "rename": chip_change.rename,
    "delete": chip_change.delete,
    "link": chip_link.link,
    "download": chip_download.download,
    "notifications": chip_notices.notifications,
    "reveal": chip_reveal.reveal,
}


def chip_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `chip`."""
    parser.add_argument("--all", action="store_true", help=_("profiles that are gone too"))
    parser.add_argument("--read", action="store_true", help=_("read the chip now"))
    add_formats(parser)
    parser.set_defaults(dry_run=False, no_input=False, pin_file=None, confirm=None)
    actions = add_actions(parser)
    for name, summary in (
        ("list", _("list the profiles on the chip")),
        ("info", _("say which chip it is, and how much room it has")),
    ):
        listing = add_action(actions, name, summary)
        listing.add_argument("--all", action="store_true", help=_("profiles that are gone too"))
        listing.add_argument("--read", action="store_true", help=_("read the chip now"))
        add_formats(listing)
    chip_change.add_changes(actions)
    chip_link.add_link(actions)
    chip_download.add_download(actions)
    chip_notices.add_notifications(actions)
    chip_reveal.add_reveal(actions)


def chip(context: Context) -> int:
    """Lists the profiles, or does something with one."""
    action = context.options.action
    if action in ACTIONS:
        return ACTIONS[action](context)
    return _info(context) if action == "info" else _list(context)


def _chips(context: Context) -> list[ChipRow]:
    """The chips, read now where that is asked for or was never done. Raises Problem."""
    from axis_tui.cli.asking import ask
    from axis_tui.store.read import chip as read

    with context.open_reader() as reader:
        found = read.chips(reader)
    if found and not context.options.read:
        return found
    ask(context, [("chip_read", {})])
    with context.open_reader() as reader:
        return read.chips(reader)


def _list(context: Context) -> int:
    from axis_tui.store.read import chip as read

    options = context.options
    chips = _chips(context)
    with context.open_reader() as reader:
        rows = read.profiles(reader, gone=options.all)
        back, undone = read.switch_back(reader), read.went_back(reader)
    if options.json:
        print_json("chip", context.clock(), {
            "chips": [chip_payload(row) for row in chips],
            "profiles": [profile_payload(row) for row in rows],
            "goes_back_at": None if back is None else iso(back.due_at),
            "went_back_at": None if undone is None else iso(undone.at),
        })  # fmt: skip
    elif options.plain:
        cells = (profile_payload(row) for row in rows)
        print_table(COLUMNS, ([row[column] for column in COLUMNS] for row in cells))
    else:
        print_lines(_lines(context, chips, rows), context.colour)
        if back is not None:
            print(chip_change.back_words(context, back.due_at, back.to_label))
        elif undone is not None:
            print(chip_change.undone_words(context, undone.at, undone.label))
    return exits.FINE


def _info(context: Context) -> int:
    options = context.options
    chips = _chips(context)
    cells = [chip_payload(row) for row in chips]
    if options.json:
        print_json("chip", context.clock(), {"chips": cells})
    elif options.plain:
        columns = ("eid", "device", "host", "free_bytes", "firmware", "default_dp_address", "read_at")
        print_table(columns, ([row[column] for column in columns] for row in cells))
    else:
        from axis_tui.present.channel_contact import fact_line
        from axis_tui.present.sizes import size
        from axis_tui.present.when import ago

        for row in chips:
            facts = (
                ("EID", row.eid_masked),
                (_("device"), row.device),
                (_("host"), row.host or _("this machine")),
                (_("free"), "" if row.free_bytes is None else size(row.free_bytes, "binary")),
                (_("firmware"), row.firmware),
                (_("server"), row.default_dp_address),
                (_("read"), ago(row.read_at, context.clock())),
            )
            print_lines((fact_line(word, value) for word, value in facts if value), context.colour)
    return exits.FINE


def chip_payload(row: ChipRow) -> dict[str, object]:
    """A chip as JSON, its EID masked."""
    return {
        "eid": row.eid_masked, "device": row.device or None, "host": row.host or None,
        "free_bytes": row.free_bytes, "firmware": row.firmware or None,
        "default_dp_address": row.default_dp_address or None,
        "root_ds_address": row.root_ds_address or None, "read_at": iso(row.read_at),
    }  # fmt: skip


def profile_payload(row: ProfileRow) -> dict[str, object]:
    """A profile as JSON, its ICCID masked."""
    from axis_tui.domain.identifiers import mask

    return {
        "id": row.id, "label": row.label, "state": row.state, "iccid": mask(row.iccid) or None,
        "isdp_aid": row.isdp_aid or None, "nickname": row.nickname or None, "provider": row.provider or None,
        "name": row.name or None, "class": row.klass or None, "esim": row.esim_name or None,
        "esim_id": row.esim_id, "seen_at": iso(row.seen_at), "gone_at": iso(row.gone_at),
    }  # fmt: skip


def _lines(context: Context, chips: list[ChipRow], rows: list[ProfileRow]) -> Iterator[Line]:
    from axis_tui.domain.identifiers import mask
    from axis_tui.present.chip_words import esim_words, profile_state_span
    from axis_tui.present.line import Tone, line
    from axis_tui.present.when import ago
    from axis_tui.present.width import fit, fit_right

    for chip_row in chips:
        read = _("read %(age)s") % {"age": ago(chip_row.read_at, context.clock())}
        yield line((f"EID {chip_row.eid_masked}", Tone.TITLE), (f"  {chip_row.device}  {read}", Tone.MUTED))
        mine = [row for row in rows if row.eid == chip_row.eid]
        if not mine:
            yield line((_("no profile is on it"), Tone.MUTED))
        for row in mine:
            state, tone = profile_state_span(row.state, is_gone=row.gone_at is not None)
            known = esim_words(row.esim_name, row.status) if row.esim_id is not None else ""
            yield line(
                (fit_right(str(row.id), 4) + "  ", Tone.STRONG),
                fit(row.label, 20) + " ",
                (fit(state, 9) + " ", tone),
                (fit(mask(row.iccid), 6) + " ", Tone.MUTED),
                fit(row.provider, 14) + " ",
                (known or _("no eSIM here"), Tone.MUTED),
            )
