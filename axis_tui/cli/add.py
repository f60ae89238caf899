"""`axis-tui add`: an eSIM, by its activation code or by hand, and the plan bought with it."""

from __future__ import annotations

import argparse
import sys

from axis_tui.cli import exits
from axis_tui.cli.arguments import add_dry_run, instant
from axis_tui.cli.changing import changing
from axis_tui.cli.context import Context
from axis_tui.cli.problem import UsageProblem, wrong_use
from axis_tui.cli.terms import add_terms, terms
from axis_tui.domain.identifiers import ActivationCode, parse_activation_code, parse_iccid
from axis_tui.domain.problem import N_
from axis_tui.domain.text import clean
from axis_tui.i18n import _

LONGEST_CODE = 1_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `add`."""
    parser.add_argument(
        "--code",
        metavar=_("CODE"),
        help=_("activation code; “-” reads it from standard input, so that nobody sees it"),
    )
    parser.add_argument("--name", metavar=_("NAME"), help=_("what you call the eSIM"))
    parser.add_argument("--carrier", metavar=_("NAME"), help=_("who sold it; a new name is a new carrier"))
    parser.add_argument("--device", metavar=_("NAME"), help=_("what it is on; a new name is a new device"))
    parser.add_argument("--iccid", default="", metavar=_("ICCID"), help=_("its 19 or 20 digits"))
    parser.add_argument("--number", default="", metavar=_("NUMBER"), help=_("its phone number"))
    parser.add_argument("--notes", default="", metavar=_("TEXT"), help=_("anything worth keeping"))
    add_terms(parser)
    add_dry_run(parser)


def add(context: Context) -> int:
    """Adds an eSIM, and its plan where one is described."""
    options = context.options
    zone = options.zone or context.zone
    code = _code(options.code)
    name, carrier = _names(options, code)
    with wrong_use():
        if options.iccid:
            parse_iccid(options.iccid)
        wanted = terms(options, name, zone)
        purchased_at = instant(options.purchased, zone) if options.purchased else context.clock()
        starts_at = instant(options.started, zone) if options.started else None
    if starts_at is not None and starts_at > context.clock():
        raise UsageProblem(
            N_("it cannot have started in the future: leave out --started; it starts by its rule (--starts)")
        )
    if starts_at is not None and not options.purchased:
        purchased_at = min(purchased_at, starts_at)
    named = {"name": clean(name), "carrier": clean(carrier)}
    if not options.dry_run or context.has_store():
        with changing(context, create=True) as tx:
            from axis_tui.store.write import fleet

            esim_id = fleet.add_esim(tx, fleet.NewEsim(
                nickname=name, carrier=carrier, device=options.device, iccid=options.iccid,
                activation_code=code.text() if code else None, number=options.number, notes=options.notes,
                profile_state="installed" if options.device else "released",
            ))  # fmt: skip
            if wanted is not None:
                fleet.add_plan(tx, esim_id, wanted, purchased_at, starts_at=starts_at)
    if options.dry_run:
        from axis_tui.cli.plan_words import plan_lines

        print(_("would add “%(name)s” of %(carrier)s") % named)
        for text in plan_lines(wanted, purchased_at, starts_at, context.clock()) if wanted else ():
            print(text)
    else:
        print(_("added “%(name)s” of %(carrier)s") % named)
    return exits.FINE


def _code(typed: str | None) -> ActivationCode | None:
    if typed is None:
        return None
    text = sys.stdin.readline(LONGEST_CODE) if typed == "-" else typed
    with wrong_use():
        return parse_activation_code(text)


def _names(options: argparse.Namespace, code: ActivationCode | None) -> tuple[str, str]:
    """The eSIM's name and its carrier's; a code alone names both after its server."""
    carrier = options.carrier or (code.smdp_address if code else None)
    name = options.name or (code.smdp_address if code else None)
    if name is None or not clean(name):
        raise UsageProblem(N_("give the eSIM a --name, or its activation --code"))
    if carrier is None or not clean(carrier):
        raise UsageProblem(N_("say which --carrier sold it"))
    return name, carrier
