"""`axis-tui cancellations policy`: how a carrier ends a service, as far as a person knows it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from axis_tui.cli import exits
from axis_tui.cli.arguments import add_dry_run
from axis_tui.cli.changing import changing
from axis_tui.cli.context import Context
from axis_tui.cli.naming import find_carrier
from axis_tui.cli.parser import add_action
from axis_tui.cli.problem import wrong_use
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.domain.cancellation_subject import Policy
    from axis_tui.domain.cancellation_word import PolicyRule

REFUNDS = ("never", "uninstalled", "unstarted", "pro-rata", "unknown")
"""When money comes back, as it is typed."""


def add_policy(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares `policy`."""
    parser = add_action(actions, "policy", _("write down how a carrier ends a service; the rest stays"))
    parser.add_argument("name", metavar=_("NAME"), help=_("the carrier's name, or part of it"))
    parser.add_argument(
        "--fee", metavar=_("MONEY"), default=None, help=_("what it takes for that, such as “5.00 USD”")
    )
    parser.add_argument(
        "--refund", choices=REFUNDS, default=None, help=_("what comes back: nothing ever, all until it is "
        "installed or started, or what is left")
    )  # fmt: skip
    parser.add_argument(
        "--review-days", type=int, metavar=_("DAYS"), default=None, help=_("working days for its answer")
    )
    parser.add_argument(
        "--notice-days", type=int, metavar=_("DAYS"), default=None, help=_("how long a postpaid plan goes on")
    )
    parser.add_argument(
        "--rules", metavar=_("RULES"), default=None, help=_("what its profiles forbid: “no-disable”, "
        "“no-delete”, both with a comma between, “none” or “unknown”")
    )  # fmt: skip
    add_dry_run(parser)


def policy(context: Context) -> int:
    """Keeps what was typed; all else stays as it was."""
    from axis_tui.store.read.case_subject import policy_of

    options = context.options
    with context.open_reader() as reader:
        carrier = find_carrier(reader, options.name)
        before, days = policy_of(reader, carrier.id)
    with wrong_use():
        after = _changed(context, before)
    days = days if options.review_days is None else options.review_days
    with changing(context) as tx:
        from axis_tui.store.write.cases import set_policy
        from axis_tui.store.write.profile_rule import lift_rules

        set_policy(tx, carrier.id, after, days)
        if options.rules is not None and after.rules is not None:
            lift_rules(tx, carrier.id, after.rules)
    told = _("would write down how %(carrier)s ends a service") if options.dry_run else (
        _("written down how %(carrier)s ends a service")
    )  # fmt: skip
    print(told % {"carrier": carrier.name})
    return exits.FINE


def _changed(context: Context, before: Policy) -> Policy:
    from dataclasses import replace

    from axis_tui.domain.cancellation_word import RefundRule
    from axis_tui.domain.money import parse_money

    options, after = context.options, before
    if options.fee is not None:
        after = replace(after, fee=parse_money(options.fee))
    if options.refund is not None:
        word = options.refund.replace("-", "_")
        after = replace(after, refund=None if word == "unknown" else RefundRule(word))
    if options.notice_days is not None:
        after = replace(after, notice_days=options.notice_days)
    if options.rules is not None:
        after = replace(after, rules=_rules(options.rules))
    return after


def _rules(typed: str) -> frozenset[PolicyRule] | None:
    from axis_tui.domain.cancellation_word import PolicyRule

    words = {"no-disable": PolicyRule.NO_DISABLE, "no-delete": PolicyRule.NO_DELETE}
    found = [word.strip().casefold() for word in typed.split(",")]
    if found in (["none"], ["unknown"]):
        return frozenset() if found == ["none"] else None
    if not set(found) <= words.keys():
        raise Problem(N_("Rules are no-disable, no-delete, none or unknown; see the command’s --help"))
    return frozenset(words[word] for word in found)
