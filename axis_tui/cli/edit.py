"""`axis-tui edit` and `archive`: change what is known about an eSIM, or put it away."""

from __future__ import annotations

import argparse

from axis_tui.cli import exits
from axis_tui.cli.arguments import add_dry_run
from axis_tui.cli.changing import changing
from axis_tui.cli.context import Context
from axis_tui.cli.naming import find_esim
from axis_tui.cli.problem import UsageProblem
from axis_tui.domain.problem import N_
from axis_tui.domain.text import clean
from axis_tui.i18n import _

FIELDS = {"name": "nickname", "device": "device", "iccid": "iccid", "number": "number", "notes": "notes"}
"""Flag → field of EsimEdit."""


def edit_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `edit`."""
    parser.add_argument("esim", metavar=_("ESIM"), help=_("nickname, end of the ICCID, or number as #2"))
    parser.add_argument("--name", metavar=_("NAME"), help=_("new name"))
    parser.add_argument(
        "--device", metavar=_("NAME"), help=_("what it is on now; a new name is a new device")
    )
    parser.add_argument("--iccid", metavar=_("ICCID"), help=_("its 19 or 20 digits"))
    parser.add_argument("--number", metavar=_("NUMBER"), help=_("its phone number"))
    parser.add_argument("--notes", metavar=_("TEXT"), help=_("anything worth keeping"))
    add_dry_run(parser)


def edit(context: Context) -> int:
    """Changes the fields that were given."""
    options = context.options
    changes = {
        field: getattr(options, flag) for flag, field in FIELDS.items() if getattr(options, flag) is not None
    }
    if not changes:
        raise UsageProblem(N_("say what to change, such as --name; see axis-tui edit --help"))
    with context.open_reader() as reader:
        row = find_esim(reader, options.esim)
    with changing(context) as tx:
        from axis_tui.store.write import fleet

        fleet.edit_esim(tx, row.esim_id, fleet.EsimEdit(**changes))
    template = _("would change “%(name)s”") if options.dry_run else _("changed “%(name)s”")
    print(template % {"name": clean(row.name)})
    return exits.FINE


def archive_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `archive`."""
    parser.add_argument("esim", metavar=_("ESIM"), help=_("nickname, end of the ICCID, or number as #2"))
    parser.add_argument("--undo", action="store_true", help=_("bring it back"))
    add_dry_run(parser)


def archive(context: Context) -> int:
    """Puts an eSIM away with all its history, or brings it back."""
    options = context.options
    with context.open_reader() as reader:
        row = find_esim(reader, options.esim, archived=options.undo)
    with changing(context) as tx:
        from axis_tui.store.write import fleet

        if options.undo:
            fleet.unarchive_esim(tx, row.esim_id)
        else:
            fleet.archive_esim(tx, row.esim_id, context.clock())
    done = _("brought back “%(name)s”") if options.undo else _("archived “%(name)s”")
    would = _("would bring back “%(name)s”") if options.undo else _("would archive “%(name)s”")
    print((would if options.dry_run else done) % {"name": clean(row.name)})
    return exits.FINE
