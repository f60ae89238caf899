"""What a person does to one cancellation: records what a carrier said, agrees to the removal, withdraws."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
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
from axis_tui.domain.cancellation import CaseState
from axis_tui.domain.cancellation_act import HAND_STEPS, Act
from axis_tui.i18n import N_, _

if TYPE_CHECKING:
    from axis_tui.store.read.cases import CaseRow
    from axis_tui.store.write import Tx

_WOULD = {
    Act.WITHDRAW: N_("would withdraw cancellation %(number)d"),
    Act.ASKED: N_("would record that %(carrier)s has cancellation %(number)d"),
    Act.APPROVE: N_("would record that %(carrier)s approved cancellation %(number)d"),
    Act.REJECT: N_("would record that %(carrier)s refused cancellation %(number)d"),
    Act.REMOVE: N_("would have “%(name)s” removed for cancellation %(number)d"),
    Act.STEP: N_("would record that step of cancellation %(number)d"),
    Act.ENDED: N_("would keep what %(carrier)s said about cancellation %(number)d"),
    Act.TOLD: N_("would record that %(carrier)s knows that cancellation %(number)d is withdrawn"),
    Act.GIVE_UP: N_("would end cancellation %(number)d, not all of it proven"),
}
_THEN = {
    Act.APPROVE: N_("; to have it removed: axis-tui cancellations remove %(number)d"),
    Act.REMOVE: N_("; see axis-tui cancellations show %(number)d"),
}
"""What comes next, said after what was done."""


def add_changes(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares `withdraw`, `told`, `asked`, `approve`, `reject`, `remove`, `step`, `ended`, `give-up`."""
    _adding(actions, "withdraw", _("take one back; possible until its removal begins"))
    _adding(actions, "told", _("record that you told the carrier that you took one back"))
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
        "step", choices=tuple(HAND_STEPS), help=_("what was done")
    )
    _adding(actions, "ended", _("record the carrier's word that the service has ended")).add_argument(
        "--confirmation", required=True, metavar=_("TEXT"), help=_("its own words, and when")
    )
    _adding(
        actions, "give-up", _("end one that cannot go on; its dossier says what is not proven")
    ).add_argument("--why", required=True, metavar=_("TEXT"), help=_("why it cannot go on"))


def _change(context: Context, act: Act, option: str = "") -> int:
    """Records what a person says; `option` names the words that go with it."""
    from axis_tui.present.case_done import done_words
    from axis_tui.present.case_next import auto_renew_words

    row = _case(context)
    with changing(context) as tx:
        from axis_tui.store.write.case_person import record

        after = record(tx, row, act, context.clock(), getattr(context.options, option) if option else "")
    code = _said(context, row, act, done_words(act, after))
    if not context.options.dry_run and (left := auto_renew_words(after)):
        print_remark(left)
    return code


def withdraw(context: Context) -> int:
    """Takes a case back."""
    from axis_tui.domain.cancellation_word import Recall
    from axis_tui.present.case_done import withdrawal_words

    code = _change(context, Act.WITHDRAW)
    row = _case(context)
    if row.recall is Recall.WANTED and not context.presence().running:
        bootstrap.work_once(context.settings)
        row = _case(context)
    if row.state is CaseState.WITHDRAWN and (told := withdrawal_words(row)):
        print_remark(told)
    return code


def remove(context: Context) -> int:
    """A person agrees to the removal, by the eSIM's name and the PIN where one is set."""
    from axis_tui.cli.chip_change import confirm_name
    from axis_tui.present.case_done import done_words

    row = _case(context)
    if not context.options.dry_run:
        confirm_name(context, row.esim_name)

    def confirm(tx: Tx) -> CaseRow:
        from axis_tui.store.write.case_person import record

        return record(tx, row, Act.REMOVE, context.clock())

    code = _said(context, row, Act.REMOVE, done_words(Act.REMOVE, approve(context, confirm)))
    if not context.options.dry_run and not context.presence().running:
        bootstrap.work_once(context.settings)
        say_no_worker(context, _("What is left of it is not seen to."))
    return code


CHANGES: dict[str, Callable[[Context], int]] = {
    Act.WITHDRAW: withdraw,
    Act.TOLD: partial(_change, act=Act.TOLD),
    Act.ASKED: partial(_change, act=Act.ASKED, option="reference"),
    Act.APPROVE: partial(_change, act=Act.APPROVE, option="reference"),
    Act.REJECT: partial(_change, act=Act.REJECT, option="why"),
    Act.REMOVE: remove,
    Act.STEP: partial(_change, act=Act.STEP, option="step"),
    Act.ENDED: partial(_change, act=Act.ENDED, option="confirmation"),
    Act.GIVE_UP: partial(_change, act=Act.GIVE_UP, option="why"),
}
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


def _said(context: Context, row: CaseRow, act: Act, done: str) -> int:
    told = {"number": row.id, "name": row.esim_name, "carrier": row.carrier}
    if context.options.dry_run:
        print(_(_WOULD[act]) % told)
    else:
        print(done + (_(_THEN[act]) % told if act in _THEN else ""))
    return exits.FINE
