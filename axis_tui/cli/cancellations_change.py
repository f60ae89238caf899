"""What a person does to one cancellation: records what a carrier said, agrees to the removal, withdraws."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from axis_tui import bootstrap
from axis_tui.cli import exits
from axis_tui.cli.approving import add_approval, approve
from axis_tui.cli.arguments import add_dry_run
from axis_tui.cli.carrier_asking import say_no_worker
from axis_tui.cli.changing import changing
from axis_tui.cli.context import Context
from axis_tui.cli.output import print_remark
from axis_tui.cli.parser import add_action
from axis_tui.cli.problem import UsageProblem
from axis_tui.domain.problem import N_
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.store.read.cases import CaseRow
    from axis_tui.store.write import Tx

STEPS = ("disabled", "deleted", "notified")
"""What a person may have done on a device, as it is typed."""


def add_changes(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares `withdraw`, `asked`, `approve`, `reject`, `remove`, `step`, `ended`, `give-up`."""
    _adding(actions, "withdraw", _("take one back; possible until its removal begins"))
    for name, summary in (
        ("asked", _("record that the carrier has the request; its deadline runs")),
        ("approve", _("record that the carrier agreed; nothing is removed yet")),
    ):
        _adding(actions, name, summary).add_argument(
            "--reference", default="", metavar=_("TEXT"), help=_("the carrier's number of the request")
        )
    _adding(actions, "reject", _("record that the carrier refused")).add_argument(
        "--why", required=True, metavar=_("TEXT"), help=_("its reason, in its own words")
    )
    removing = _adding(actions, "remove", _("agree that the profile is removed now, for ever"))
    removing.add_argument(
        "--confirm", metavar=_("NAME"), default=None, help=_("agree by the eSIM's name, as listed")
    )
    add_approval(removing, amount=False)
    _adding(actions, "step", _("record what you did on a device that no program reaches")).add_argument(
        "step", choices=STEPS, help=_("what was done")
    )
    _adding(actions, "ended", _("record the carrier's word that the service has ended")).add_argument(
        "--confirmation", required=True, metavar=_("TEXT"), help=_("its own words, and when")
    )
    _adding(
        actions, "give-up", _("end one that cannot go on; its dossier says what is not proven")
    ).add_argument("--why", required=True, metavar=_("TEXT"), help=_("why it cannot go on"))


def withdraw(context: Context) -> int:
    """Takes a case back."""
    row = _case(context)
    with changing(context) as tx:
        from axis_tui.store.write import case_steps

        case_steps.withdraw(tx, row.id, context.clock())
    code = _said(context, row, _("would withdraw cancellation %(number)d"),
                 _("cancellation %(number)d is withdrawn; nothing was removed"))  # fmt: skip
    if row.received_at is not None:
        told = _("%(carrier)s has the request still; tell it that you took it back")
        print_remark(told % {"carrier": row.carrier})
    return code


def asked(context: Context) -> int:
    """The carrier has the request, by a person's word."""
    from axis_tui.deadline import deadline_of

    row, now = _case(context), context.clock()
    _refuse_card(context.options.reference)
    with changing(context) as tx:
        from axis_tui.store.read.case_subject import review_days_of
        from axis_tui.store.write import case_steps

        days = review_days_of(tx, row.carrier_id)
        deadline = deadline_of(row.carrier_zone, row.carrier_country, days, now)
        case_steps.receive(tx, row.id, now, deadline, context.options.reference)
    from axis_tui.present.when import day_with_weekday

    told = _("recorded: %(carrier)s has it, its answer is due %(day)s") % {
        "carrier": row.carrier, "day": day_with_weekday(deadline.due_on),
    }  # fmt: skip
    return _said(context, row, _("would record that %(carrier)s has cancellation %(number)d"), told)


def approved(context: Context) -> int:
    """The carrier agreed, by a person's word."""
    row = _case(context)
    _refuse_card(context.options.reference)
    with changing(context) as tx:
        from axis_tui.store.write import case_steps

        case_steps.approve(tx, row.id, context.clock(), context.options.reference)
    return _said(context, row, _("would record that %(carrier)s approved cancellation %(number)d"),
                 _("recorded: %(carrier)s approved; to have it removed: "
                   "axis-tui cancellations remove %(number)d"))  # fmt: skip


def rejected(context: Context) -> int:
    """The carrier refused, by a person's word."""
    row = _case(context)
    _refuse_card(context.options.why)
    with changing(context) as tx:
        from axis_tui.store.write import case_steps

        case_steps.reject(tx, row.id, context.clock(), context.options.why)
    return _said(context, row, _("would record that %(carrier)s refused cancellation %(number)d"),
                 _("recorded: %(carrier)s refused cancellation %(number)d"))  # fmt: skip


def remove(context: Context) -> int:
    """A person agrees to the removal, by the eSIM's name and the PIN where one is set."""
    from axis_tui.cli.chip_change import confirm_name

    row = _case(context)
    if not context.options.dry_run:
        confirm_name(context, row.esim_name)

    def confirm(tx: Tx) -> bool:
        from axis_tui.store.write import case_keeping

        return case_keeping.confirm(tx, row.id, context.clock())

    approve(context, confirm)
    code = _said(context, row, _("would have “%(name)s” removed for cancellation %(number)d"),
                 _("“%(name)s” is being removed; see axis-tui cancellations show %(number)d"))  # fmt: skip
    if not context.options.dry_run and not context.presence().running:
        bootstrap.work_once(context.settings)
        say_no_worker(context, _("What is left of it is not seen to."))
    return code


def step(context: Context) -> int:
    """Records a step on a device, by a person's word."""
    from axis_tui.domain.cancellation import CaseEvent

    row = _case(context)
    event = {"disabled": CaseEvent.DISABLE, "deleted": CaseEvent.DELETE, "notified": CaseEvent.NOTIFY}
    with changing(context) as tx:
        from axis_tui.store.write import case_steps

        case_steps.record_by_hand(tx, row.id, event[context.options.step], context.clock())
    return _said(context, row, _("would record that step of cancellation %(number)d"),
                 _("recorded in cancellation %(number)d, by hand"))  # fmt: skip


def ended(context: Context) -> int:
    """Keeps the carrier's own word."""
    row = _case(context)
    _refuse_card(context.options.confirmation)
    with changing(context) as tx:
        from axis_tui.store.write import case_keeping

        case_keeping.keep_confirmation(tx, row.id, context.clock(), context.options.confirmation)
    return _said(context, row, _("would keep what %(carrier)s said about cancellation %(number)d"),
                 _("kept what %(carrier)s said about cancellation %(number)d"))  # fmt: skip


def give_up(context: Context) -> int:
    """Ends what cannot go on."""
    row = _case(context)
    _refuse_card(context.options.why)
    with changing(context) as tx:
        from axis_tui.store.write import case_steps

        case_steps.give_up(tx, row.id, context.clock(), context.options.why)
    return _said(context, row, _("would end cancellation %(number)d, not all of it proven"),
                 _("cancellation %(number)d is ended, not all of it proven"))  # fmt: skip


CHANGES: dict[str, Callable[[Context], int]] = {
    "withdraw": withdraw, "asked": asked, "approve": approved, "reject": rejected, "remove": remove,
    "step": step, "ended": ended, "give-up": give_up,
}  # fmt: skip
"""What is typed → what it does."""


def _adding(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str
) -> argparse.ArgumentParser:
    parser = add_action(actions, name, summary)
    parser.add_argument("number", metavar=_("NUMBER"), help=_("of the case, as the list shows it"))
    add_dry_run(parser)
    return parser


def _case(context: Context) -> CaseRow:
    from axis_tui.cli.case_naming import case_of

    with context.open_reader() as reader:
        return case_of(reader, context.options.number)


def _refuse_card(text: str) -> None:
    from axis_tui.domain.card_number import looks_like_card_number

    if looks_like_card_number(text):
        raise UsageProblem(N_("That looks like a payment card’s number; it is not stored"))


def _said(context: Context, row: CaseRow, would: str, done: str) -> int:
    told = {"number": row.id, "name": row.esim_name, "carrier": row.carrier}
    print((would if context.options.dry_run else done) % told)
    return exits.FINE
