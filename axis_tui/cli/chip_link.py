"""`axis-tui chip link`: says which eSIM a profile is that the chip holds and nobody knows."""

from __future__ import annotations

import argparse

from axis_tui.cli import exits
from axis_tui.cli.arguments import add_dry_run
from axis_tui.cli.changing import changing
from axis_tui.cli.chip_naming import find_profile
from axis_tui.cli.context import Context
from axis_tui.cli.naming import find_esim
from axis_tui.cli.parser import add_action
from axis_tui.i18n import _


def add_link(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares `link`."""
    parser = add_action(actions, "link", _("say which eSIM an unknown profile is"))
    parser.add_argument("profile", metavar=_("PROFILE"), help=_("its name or number in the list"))
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "esim", nargs="?", default=None, metavar=_("ESIM"), help=_("name, end of the ICCID, or number")
    )
    which.add_argument("--new", action="store_true", default=False, help=_("add a new eSIM for it"))
    add_dry_run(parser)


def link(context: Context) -> int:
    """Links them, where nothing contradicts; or adds the eSIM."""
    options = context.options
    with context.open_reader() as reader:
        profile = find_profile(reader, options.profile)
        row = None if options.new else find_esim(reader, options.esim)
    with changing(context) as tx:
        from axis_tui.store.write.chip_link import adopt_profile, link_profile

        if row is None:
            adopt_profile(tx, profile.id)
        else:
            link_profile(tx, profile.id, row.esim_id)
    told = (
        (_("would add “%(profile)s” as a new eSIM"), _("“%(profile)s” is a new eSIM"))
        if row is None
        else (_("would link “%(profile)s” to “%(esim)s”"), _("“%(profile)s” is “%(esim)s” now"))
    )
    template = told[0] if options.dry_run else told[1]
    print(template % {"profile": profile.label, "esim": "" if row is None else row.name})
    return exits.FINE
