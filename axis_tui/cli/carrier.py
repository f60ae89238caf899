"""`axis-tui carrier`: who sells plans, and how a person reaches them on the ways without an API."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from axis_tui.cli import exits
from axis_tui.cli.arguments import add_dry_run, add_formats
from axis_tui.cli.changing import changing
from axis_tui.cli.context import Context
from axis_tui.cli.naming import find_carrier
from axis_tui.cli.output import print_json, print_lines, print_table
from axis_tui.cli.parser import add_action, add_actions
from axis_tui.cli.problem import UsageProblem, wrong_use
from axis_tui.domain.problem import N_
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.present.line import Line
    from axis_tui.store.read.inventory import CarrierRow

FIELDS = {
    "phone": "support_phone", "url": "support_url", "email": "support_email", "country": "country",
    "hours": "support_hours", "zone": "time_zone", "renew_url": "renew_url",
    "store_address": "store_address", "store_hours": "store_hours", "third_party": "third_party",
    "third_party_url": "third_party_url",
}  # fmt: skip
"""Flag → field of NewCarrier."""
COLUMNS = (
    "id", "name", "adapter", "esims", "country", "time_zone", "phone", "hours", "url", "email", "renew_url",
    "store_address", "store_hours", "third_party", "third_party_url",
)  # fmt: skip


def carrier_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `carrier`."""
    add_formats(parser)
    parser.set_defaults(dry_run=False)
    actions = add_actions(parser)
    add_action(actions, "list", _("list them"))
    editing = add_action(actions, "edit", _("change how one is reached; an empty text clears a field"))
    editing.add_argument("name", metavar=_("NAME"), help=_("the carrier's name, or part of it"))
    for flag, metavar, summary in (
        ("--phone", _("NUMBER"), _("its hotline")),
        ("--hours", _("HOURS"), _("when the hotline is open, such as “Mo-Fr 09:00-18:00”")),
        ("--zone", _("ZONE"), _("time zone of its hours, such as Asia/Tokyo")),
        ("--url", _("URL"), _("its page for support")),
        ("--email", _("ADDRESS"), _("its mail for support")),
        ("--country", _("CODE"), _("its country, such as JP")),
        ("--renew-url", _("URL"), _("the page where plans are renewed")),
        ("--store-address", _("TEXT"), _("where its shop is")),
        ("--store-hours", _("HOURS"), _("when the shop is open")),
        ("--third-party", _("NAME"), _("who else sells its renewals")),
        ("--third-party-url", _("URL"), _("their page")),
    ):
        editing.add_argument(flag, default=None, metavar=metavar, help=summary)
    add_dry_run(editing)


def carrier(context: Context) -> int:
    """Lists carriers, or changes how one is reached."""
    return _edit(context) if context.options.action == "edit" else _list(context)


def _list(context: Context) -> int:
    from axis_tui.cli import renewal_payload as payload
    from axis_tui.store.read import inventory

    options = context.options
    with context.open_reader() as reader:
        rows = inventory.carriers(reader)
    if options.json:
        print_json("carriers", context.clock(), {"carriers": [payload.carrier(row) for row in rows]})
    elif options.plain:
        cells = (payload.carrier(row) for row in rows)
        print_table(COLUMNS, ([row[column] for column in COLUMNS] for row in cells))
    elif not rows:
        print(_("No carrier yet; the first eSIM brings one: axis-tui add"))
    else:
        print_lines((line for row in rows for line in _lines(context, row)), context.colour)
    return exits.FINE


def _lines(context: Context, row: CarrierRow) -> list[Line]:
    from axis_tui.cli.renew_words import amount
    from axis_tui.domain.renewal_word import Channel
    from axis_tui.i18n import ngettext
    from axis_tui.present.channel_contact import contact_lines, contact_of, fact_line
    from axis_tui.present.line import Tone, line
    from axis_tui.present.when import ago

    now = context.clock()
    esims = ngettext("%(count)d eSIM", "%(count)d eSIMs", row.esims) % {"count": row.esims}
    lines = [line((row.name, Tone.TITLE), (f"  {row.adapter}, {esims}", Tone.MUTED))]
    if row.balance is not None:
        lines.append(fact_line(_("balance"), f"{amount(row.balance)}, {ago(row.balance_at, now)}"))
    for channel in (Channel.HOTLINE, Channel.ONLINE, Channel.STORE, Channel.THIRD_PARTY):
        lines += contact_lines(contact_of(channel, row), row.time_zone, context.zone, now)
    if row.support_email:
        lines.append(fact_line(_("mail"), row.support_email))
    return lines


def _edit(context: Context) -> int:
    from dataclasses import fields

    options = context.options
    changes = {
        field: getattr(options, flag) for flag, field in FIELDS.items() if getattr(options, flag) is not None
    }
    if not changes:
        raise UsageProblem(N_("say what to change, such as --phone; see axis-tui carrier edit --help"))
    with context.open_reader() as reader:
        row = find_carrier(reader, options.name)
    with changing(context) as tx:
        from axis_tui.store.write import fleet

        stored = {field.name: getattr(row, field.name) for field in fields(fleet.NewCarrier)}
        with wrong_use():
            fleet.edit_carrier(tx, row.id, fleet.NewCarrier(**{**stored, **changes}))
    template = _("would change “%(name)s”") if options.dry_run else _("changed “%(name)s”")
    print(template % {"name": row.name})
    return exits.FINE
