"""`axis-tui refresh`: every meter read now, by the worker that runs or by one pass in this process."""

from __future__ import annotations

import argparse

from axis_tui.cli import exits
from axis_tui.cli.context import Context
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _, ngettext


def refresh_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `refresh`."""
    parser.add_argument(
        "--wait",
        type=int,
        default=60,
        metavar=_("SECONDS"),
        help=_("how long to wait for a running worker (60)"),
    )


def refresh(context: Context) -> int:
    """Reads the meters of the settings; one that cannot be read makes it fail, after the others were read."""
    from axis_tui.cli.asking import ask
    from axis_tui.store.read import inventory

    ask(context, [("refresh", {})], context.options.wait, heed_failures=False)
    with context.open_reader() as reader:
        stored = {(row.host, row.interface): row for row in inventory.meters(reader)}
    wanted = [(meter.host, meter.interface) for meter in context.settings.meters]
    meters = [stored[place] for place in wanted if place in stored]
    failing = [meter for meter in meters if str(meter.state) == "failing"]
    for meter in failing[:1]:
        raise Problem(
            N_("%(interface)s cannot be read: %(reason)s"), interface=meter.interface, reason=meter.error
        )
    for _host, interface in (place for place in wanted if place not in stored):
        raise Problem(
            N_("the running worker does not know %(interface)s yet; end it and start it again"),
            interface=interface,
        )
    if not meters:
        print(_("No meter yet: name one in the settings file, see “axis-tui config path”."))
    else:
        count = len(meters)
        print(ngettext("%(count)d meter read.", "%(count)d meters read.", count) % {"count": count})
    return exits.FINE
