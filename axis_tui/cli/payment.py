"""`axis-tui payment`: what renewals are paid with, by a label and four digits; never a card's number."""

from __future__ import annotations

import argparse

from axis_tui.cli import exits
from axis_tui.cli.arguments import add_dry_run, add_formats
from axis_tui.cli.changing import changing
from axis_tui.cli.context import Context
from axis_tui.cli.output import print_json, print_lines, print_table
from axis_tui.cli.parser import add_action, add_actions
from axis_tui.cli.problem import UsageProblem, wrong_use
from axis_tui.domain.problem import N_
from axis_tui.i18n import _, ngettext

KINDS = {"card": "card", "debit-card": "debit_card", "paypal": "paypal", "e-wallet": "e_wallet"}
"""What is typed → the store's word. A carrier's balance comes by itself with its first answer."""
COLUMNS = ("id", "kind", "label", "last4", "expires", "carrier", "retired_at")


def payment_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `payment`."""
    parser.add_argument("--all", action="store_true", help=_("those put away too"))
    add_formats(parser)
    parser.set_defaults(dry_run=False)
    actions = add_actions(parser)
    add_action(actions, "list", _("list them"))
    adding = add_action(actions, "add", _("add one"))
    adding.add_argument("--kind", required=True, choices=tuple(KINDS), help=_("what it is"))
    adding.add_argument("--label", required=True, metavar=_("TEXT"), help=_("what you call it"))
    adding.add_argument("--last4", default="", metavar=_("DIGITS"), help=_("its last four digits"))
    adding.add_argument("--expires", default="", metavar=_("MONTH"), help=_("as on the card, 12/28"))
    add_dry_run(adding)
    retiring = add_action(actions, "retire", _("put one away; rules that pay with it are suspended"))
    retiring.add_argument("method", metavar=_("METHOD"), help=_("label or last four digits"))
    add_dry_run(retiring)


def payment(context: Context) -> int:
    """Lists payment methods, adds one or puts one away."""
    match context.options.action:
        case "add":
            return _add(context)
        case "retire":
            return _retire(context)
    return _list(context)


def _list(context: Context) -> int:
    from axis_tui.cli import renewal_payload as payload
    from axis_tui.store.read import payment as read

    options, now = context.options, context.clock()
    with context.open_reader() as reader:
        rows = read.methods(reader, retired=options.all)
    if options.json:
        print_json("payment", now, {"methods": [payload.method(row) for row in rows]})
    elif options.plain:
        cells = (payload.method(row) for row in rows)
        print_table(COLUMNS, ([row[column] for column in COLUMNS] for row in cells))
    elif not rows:
        print(_("Nothing to pay with yet: axis-tui payment add --kind card --label … --last4 …"))
    else:
        from axis_tui.cli.renew_choice import method_text
        from axis_tui.present.line import Tone, line
        from axis_tui.present.method_words import expiry_span
        from axis_tui.present.width import fit

        print_lines(
            (
                line(
                    fit(row.label, 24) + fit(method_text(row), 34),
                    (_("put away"), Tone.MUTED)
                    if row.retired_at is not None
                    else expiry_span(row.expires_month, now, context.zone, context.glyphs),
                )
                for row in rows
            ),
            context.colour,
        )
    return exits.FINE


def _add(context: Context) -> int:
    from axis_tui.domain.payment_method import check_label, check_last4, parse_month
    from axis_tui.domain.renewal_word import MethodKind
    from axis_tui.present.method_words import expiry_state

    options, now = context.options, context.clock()
    with wrong_use():
        label, last4 = check_label(options.label), check_last4(options.last4)
        month = parse_month(options.expires)
    if expiry_state(month, now, context.zone) == "expired":
        raise UsageProblem(N_("it has expired by then; look at --expires"))
    if not options.dry_run or context.has_store():
        with changing(context, create=True) as tx:
            from axis_tui.store.write.payment import NewMethod, add_method

            add_method(tx, NewMethod(MethodKind(KINDS[options.kind]), label, last4, month), now)
    template = _("would add “%(name)s”") if options.dry_run else _("added “%(name)s”")
    print(template % {"name": label})
    return exits.FINE


def _retire(context: Context) -> int:
    from axis_tui.cli.renew_choice import find_method
    from axis_tui.store.read import auto_renew
    from axis_tui.store.read import payment as read

    options = context.options
    with context.open_reader() as reader:
        row = find_method(read.methods(reader), options.method)
        rules = [each for each in auto_renew.rules(reader, ("on",)) if each.rule.method_id == row.id]
    with changing(context) as tx:
        from axis_tui.store.write.payment import retire_method

        retire_method(tx, row.id, context.clock())
    template = _("would put away “%(name)s”") if options.dry_run else _("put away “%(name)s”")
    print(template % {"name": row.label})
    if rules:
        count = len(rules)
        text = ngettext("%(count)d auto-renew rule rests", "%(count)d auto-renew rules rest", count)
        print(text % {"count": count})
    return exits.FINE
