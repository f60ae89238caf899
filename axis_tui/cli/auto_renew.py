"""`axis-tui auto-renew`: the rules by which plans renew themselves; on by consent, off at once."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from axis_tui.cli import exits
from axis_tui.cli.approving import add_approval, approve, confirm_amount
from axis_tui.cli.arguments import add_dry_run, add_formats
from axis_tui.cli.auto_renew_rule import Written, add_rule, rule_offer, written
from axis_tui.cli.auto_renew_words import obstacle, rule_lines, rules_lines
from axis_tui.cli.carrier_asking import fresh_quote, know_balance, ready_options, say_no_worker
from axis_tui.cli.context import Context
from axis_tui.cli.naming import find_esim
from axis_tui.cli.output import print_json, print_lines, print_remark
from axis_tui.cli.problem import UsageProblem
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.renewal_word import Channel
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.domain.auto_renew import Rule
    from axis_tui.domain.dry_run import DryRun
    from axis_tui.domain.package import Package
    from axis_tui.store.read import Reader
    from axis_tui.store.read.auto_renew import RuleRow
    from axis_tui.store.read.overview import OverviewRow
    from axis_tui.store.write import Tx


def auto_renew_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `auto-renew`."""
    parser.add_argument(
        "esim", nargs="?", metavar=_("ESIM"), help=_("nickname, end of the ICCID, or number as #2; none: all")
    )
    parser.add_argument(
        "action", nargs="?", choices=("show", "on", "off", "resume"), default="show",
        help=_("on: agree to a rule; off: at once; resume: one that is suspended; show (the default)"),
    )  # fmt: skip
    add_rule(parser)
    parser.set_defaults(price=None)
    add_approval(parser)
    add_dry_run(parser)
    add_formats(parser, plain=False)


def auto_renew(context: Context) -> int:
    """Lists rules, shows one, or switches it."""
    options = context.options
    with context.open_reader() as reader:
        if options.esim is None:
            return _list(context, reader)
        esim = find_esim(reader, options.esim)
    match options.action:
        case "on":
            return _on(context, esim)
        case "off":
            return _off(context, esim)
        case "resume":
            return _resume(context, esim)
    return _show(context, esim)


def _list(context: Context, reader: Reader) -> int:
    from axis_tui.cli import rule_payload as payload
    from axis_tui.store.read import auto_renew as read

    rows = read.rules(reader, ("on", "suspended", "off"))
    if context.options.json:
        print_json("auto-renew", context.clock(), {"rules": [payload.rule(row) for row in rows]})
    else:
        print_lines(rules_lines(context, reader, rows), context.colour)
    return exits.FINE


def _show(context: Context, esim: OverviewRow) -> int:
    from axis_tui.cli import rule_payload as payload
    from axis_tui.store.read import auto_renew as read
    from axis_tui.store.read import inventory

    with context.open_reader() as reader:
        row = read.rule(reader, esim.esim_id)
        package = None if row is None else inventory.package(reader, row.package_id)
        run = None if row is None or package is None else _foretold(context, reader, row, package.package)
        if context.options.json:
            print_json("auto-renew", context.clock(), {
                "esim_id": esim.esim_id, "esim": esim.name,
                "rule": None if row is None else payload.rule(row), "dry_run": payload.dry_run(run),
            })  # fmt: skip
        elif row is None:
            print(_("“%(name)s” has no auto-renew rule.") % {"name": esim.name})
        else:
            print_lines(rule_lines(context, reader, esim, row, run), context.colour)
    return exits.FINE


def _foretold(context: Context, reader: Reader, row: RuleRow, package: Package) -> DryRun | None:
    from axis_tui.store.read.rule_dry_run import foretold

    return foretold(reader, row.esim_id, row.rule, package, context.clock())


def _on(context: Context, esim: OverviewRow) -> int:
    """Sentence and dry run first, then the price typed and the PIN; only then it is kept."""
    from axis_tui.cli import rule_payload as payload
    from axis_tui.cli.auto_renew_words import consent_lines
    from axis_tui.store.read.rule_dry_run import foretold

    rule = _written(context, esim)
    with context.open_reader() as reader:
        run = foretold(reader, esim.esim_id, rule.rule, rule.package, context.clock())
    if run is None:
        raise Problem(N_("This eSIM is no longer there; look at the list again"))
    if not context.options.json:
        print_lines(consent_lines(context, esim, rule, run), context.colour)
    if not context.options.dry_run:
        confirm_amount(context, rule.rule.consent.price)
        approve(context, lambda tx: _keep(tx, esim.esim_id, rule))
    if context.options.json:
        print_json("auto-renew", context.clock(), {
            "esim_id": esim.esim_id, "esim": esim.name,
            "rule": payload.rule_terms(rule.rule, rule.package.terms.name),
            "dry_run": payload.dry_run(run), "is_kept": not context.options.dry_run,
        })  # fmt: skip
    elif not context.options.dry_run:
        print(_("auto-renew of “%(name)s” is on") % {"name": esim.name})
    if not context.options.dry_run:
        say_no_worker(context, _("Nothing renews itself yet."))
    return exits.FINE


def _written(context: Context, esim: OverviewRow) -> Written:
    from axis_tui.cli.renew_choice import choose_method, price_of
    from axis_tui.store.read.renewal_options import Way

    if context.options.when is None:
        raise UsageProblem(N_("say what it waits for, with --when; see axis-tui auto-renew --help"))
    options = ready_options(context, esim.esim_id)
    hindrance = obstacle(options)
    if hindrance:
        raise Problem("%(reason)s", reason=hindrance)
    offer, way = rule_offer(context, options), Way(Channel.AUTO, False)
    know_balance(context, options)
    method = choose_method(context, options, way)
    assert method is not None, "only guided ways do without"
    price, fee = price_of(context, offer, way, fresh_quote(context, options, offer))
    return written(context, options, offer, price + fee, method)


def _keep(tx: Tx, esim_id: int, rule: Written) -> Rule:
    from axis_tui.store.write import auto_renew as write
    from axis_tui.store.write.payment import put_package

    package_id = rule.package_id
    if package_id is None:
        (carrier_id,) = tx.row("SELECT carrier_id FROM esim WHERE id = ?", (esim_id,)) or (0,)
        package_id = put_package(tx, carrier_id, rule.package, tx.now, listed=False)
    consent = replace(rule.rule.consent, at=tx.now)
    return write.set_rule(tx, esim_id, replace(rule.rule, consent=consent), package_id, tx.now)


def _off(context: Context, esim: OverviewRow) -> int:
    """At once and without a question; says what could not be called back."""
    from axis_tui.cli.changing import changing

    with changing(context) as tx:
        from axis_tui.store.write import auto_renew as write

        off = write.switch_off(tx, esim.esim_id, context.clock())
    if context.options.json:
        print_json("auto-renew", context.clock(), {
            "esim_id": esim.esim_id, "esim": esim.name, "withdrawn": list(off.withdrawn),
            "in_flight": list(off.in_flight), "is_kept": not context.options.dry_run,
        })  # fmt: skip
        return exits.FINE
    said = (
        _("auto-renew of “%(name)s” would be off")
        if context.options.dry_run
        else _("auto-renew of “%(name)s” is off")
    )
    print(said % {"name": esim.name})
    for number in off.withdrawn:
        print(_("order %(number)d is withdrawn: nothing was sent, nothing is charged") % {"number": number})
    for number in off.in_flight:
        told = _("order %(number)d goes on: it cannot be called back; see axis-tui renewals show %(number)d")
        print_remark(told % {"number": number})
    return exits.FINE


def _resume(context: Context, esim: OverviewRow) -> int:
    """A suspended rule goes on by a person's word, where that is what ends its suspension."""
    from axis_tui.cli.renew_words import amount
    from axis_tui.domain.auto_renew import Wake, woken
    from axis_tui.present.rule_words import suspension
    from axis_tui.store.read import auto_renew as read

    with context.open_reader() as reader:
        row = read.rule(reader, esim.esim_id)
    if row is None or row.rule.suspended_for is None:
        raise Problem(N_("Auto-renew of this eSIM is not suspended; look at it again"))
    again = woken(row.rule, Wake.PERSON)
    what, wakes = suspension(row.rule.suspended_for.value)
    if again is None:
        raise Problem(N_("it is suspended, since %(what)s: %(wakes)s"), what=what, wakes=wakes)
    price = row.rule.consent.price
    if not context.options.json:
        print(_("Suspended: %(what)s.") % {"what": what})
        told = _("It may charge %(amount)s at once, if what it waits for is there.")
        print(told % {"amount": amount(price)})
    if not context.options.dry_run:
        confirm_amount(context, price)

    def wake(tx: Tx) -> None:
        from axis_tui.store.write import auto_renew as write

        write.wake(tx, esim.esim_id, again, context.clock())

    approve(context, wake)
    if context.options.json:
        return _show(context, esim)
    said = _("auto-renew would go on") if context.options.dry_run else _("auto-renew goes on")
    print(said)
    return exits.FINE
