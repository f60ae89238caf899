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
    parser.add_argument("esim", metavar=_("ESIM"), help=_("name, end of the ICCID, or number"))
    add_dry_run(parser)


def link(context: Context) -> int:
    """Links them, where nothing contradicts."""
    options = context.options
    with context.open_reader() as reader:
        profile = find_profile(reader, options.profile)
        row = find_esim(reader, options.esim)
    with changing(context) as tx:
        from axis_tui.store.write.chip_link import link_profile

        link_profile(tx, profile.id, row.esim_id)
    template = (
        _("would link the profile “%(profile)s” to “%(esim)s”")
        if options.dry_run
        else _("the profile “%(profile)s” is “%(esim)s” now")
    )
    print(template % {"profile": profile.label, "esim": row.name})
    return exits.FINE
