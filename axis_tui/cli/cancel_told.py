"""What `axis-tui cancel` tells before anything is asked for: what is lost, the checklist, who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from axis_tui.cli.context import Context
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from axis_tui.domain.cancellation_lost import LostPlan
    from axis_tui.domain.cancellation_subject import Check
    from axis_tui.present.line import Line
    from axis_tui.store.backup import Backup
    from axis_tui.store.read.overview import OverviewRow

_WOULD = {
    True: N_("would ask %(carrier)s to end “%(name)s”; a backup is made and verified first"),
    False: N_(
        "would open a case to end “%(name)s”, after a verified backup; no program reaches %(carrier)s: you "
        "would hand the request over yourself, and record its answer"
    ),
    None: N_(
        "would open a case to end “%(name)s”, after a verified backup; whether a program may ask %(carrier)s "
        "shows once a worker has met it"
    ),
}
"""What a dry run says, by `Told.by_program`."""


class Told(NamedTuple):
    """What is told before an eSIM is cancelled."""

    esim: OverviewRow
    checks: tuple[Check, ...]
    lost: tuple[LostPlan, ...]
    by_program: bool | None
    """Whether a program hands the request over, else a person does; None until a worker met the carrier."""

    @property
    def stopped(self) -> tuple[Check, ...]:
        """What stands in the way."""
        from axis_tui.domain.cancellation_word import Level

        return tuple(check for check in self.checks if check.level is Level.BLOCKS)


def look_at(context: Context, esim: OverviewRow, backup: Backup | None) -> Told:
    """The eSIM as the store has it now. Raises Problem where it is gone."""
    from axis_tui.domain.cancellation import Reason
    from axis_tui.domain.cancellation_check import checks
    from axis_tui.domain.cancellation_lost import lost_plans
    from axis_tui.domain.cancellation_word import CheckCode
    from axis_tui.store.read.carrier_port import carrier_port
    from axis_tui.store.read.case_subject import look

    options = context.options
    with context.open_reader() as reader:
        found = look(
            reader, esim.esim_id, Reason(options.reason), options.notes, options.contact,
            None if backup is None else backup.verified_at, context.clock(),
        )  # fmt: skip
        if found is None or found.is_archived:
            raise Problem(N_("This eSIM is no longer there; look at the list again"))
        port = carrier_port(reader, found.carrier_id)
    by_program: bool | None = bool(found.iccid) and "cancel" in port.capabilities
    if found.iccid and not port.channels and is_connected(context, esim.carrier):
        by_program = None
    # The backup comes with the request: before that, that there is none says nothing.
    to_come = CheckCode.BACKUP_MISSING if backup is None else None
    listed = tuple(check for check in checks(found.subject) if check.code is not to_come)
    return Told(esim, listed, lost_plans(found.subject), by_program)


def lines(context: Context, told: Told) -> Iterator[Line]:
    """The eSIM, every plan that is lost, and the checklist."""
    from axis_tui.cli.case_report import check_lines
    from axis_tui.cli.wrapping import fact
    from axis_tui.present.line import Tone, line
    from axis_tui.present.lost_words import lost_sentences

    yield line((told.esim.name, Tone.TITLE), (f"  {told.esim.carrier}", Tone.MUTED))
    for at, said in enumerate(lost_sentences(told.lost, context.clock())):
        yield from fact("" if at else _("Lost"), said, context.width(), Tone.STRONG)
    yield from check_lines(context, told.checks)


def would(told: Told) -> str:
    """What a dry run would do."""
    return _(_WOULD[told.by_program]) % {"carrier": told.esim.carrier, "name": told.esim.name}


def is_connected(context: Context, carrier: str) -> bool:
    """Whether the settings name it."""
    return carrier.casefold() in {entry.name.casefold() for entry in context.settings.carriers}
