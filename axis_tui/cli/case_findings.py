"""What `doctor` looks at about cancellations: what waits for a person, and what a carrier does not know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from axis_tui.cli.context import Context
from axis_tui.cli.finding import Finding, Grade
from axis_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.cases import CaseRow

SENT_WITHIN_S = 900
"""A notification that is younger may be on its way."""


def case_findings(context: Context, reader: Reader) -> Iterator[Finding]:
    """Nothing where nothing is being cancelled and no carrier is to be told of anything."""
    from axis_tui.domain.cancellation import CaseState
    from axis_tui.present.case_next import is_yours
    from axis_tui.store.read import case_recall, cases, unsent

    now = context.clock()
    open_cases = [case for case in cases.open_cases(reader) if case.state is not CaseState.DRAFT]
    yours = [case for case in open_cases if is_yours(case, now)]
    yield from (_waiting(case) for case in yours)
    yield from (_recalled(case) for case in case_recall.recalls(reader))
    if open_cases and not yours:
        text = ngettext(
            "%(count)d open, none waits for you", "%(count)d open, none waits for you", len(open_cases)
        )
        yield Finding("cancellation", _("cancellation"), Grade.OK, text % {"count": len(open_cases)})
    for row in unsent.unsent_deletions(reader, now - SENT_WITHIN_S):
        name = row.esim_name or _("no eSIM here")
        text = _("“%(name)s” was deleted, and its carrier was not told") % {"name": name}
        yield Finding(
            "deletion", _("deletion"), Grade.WARN, f"{text}: {row.error}" if row.error else text,
            _("send it: axis-tui chip notifications --send"),
        )  # fmt: skip


def _waiting(case: CaseRow) -> Finding:
    from axis_tui.domain.cancellation import CaseState

    told = {"number": case.id, "name": case.esim_name, "carrier": case.carrier}
    if case.state is CaseState.IN_REVIEW:
        text = _("cancellation %(number)d of “%(name)s”: %(carrier)s is late") % told
        advice = _("chase it: axis-tui cancellations chase %(number)d") % told
    else:
        text = _("cancellation %(number)d of “%(name)s” waits for you") % told
        advice = f"axis-tui cancellations show {case.id}"
    return Finding("cancellation", _("cancellation"), Grade.WARN, text, advice)


def _recalled(case: CaseRow) -> Finding:
    """A withdrawal that the carrier does not know of."""
    from axis_tui.domain.cancellation_word import Recall

    told = {"number": case.id, "name": case.esim_name, "carrier": case.carrier}
    label = _("withdrawal")
    if case.recall is Recall.REFUSED:
        text = _("cancellation %(number)d of “%(name)s”: %(carrier)s did not take it back")
        advice = _("tell %(carrier)s, then: axis-tui cancellations told %(number)d")
        return Finding("withdrawal", label, Grade.WARN, text % told, advice % told)
    text = _("cancellation %(number)d of “%(name)s”: %(carrier)s is not told yet that it is withdrawn") % told
    return Finding(
        "withdrawal", label, Grade.WARN if case.error else Grade.OK,
        f"{text}: {case.error}" if case.error else text,
    )  # fmt: skip
