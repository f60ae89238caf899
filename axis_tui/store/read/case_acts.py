"""What a person can do with a case now, and whether a program does it for them."""

from __future__ import annotations

from axis_tui.domain.cancellation_act import Act, acts_of
from axis_tui.store.read.carrier_port import carrier_port
from axis_tui.store.read.cases import CaseRow
from axis_tui.store.read.reader import Reader


def possible_acts(reader: Reader, case: CaseRow) -> tuple[Act, ...]:
    """What is possible, what is awaited of the person first.

    The request goes by a program where it was submitted so, and while an adapter still serves the carrier.
    """
    by_program = case.uses_api and "cancel" in carrier_port(reader, case.carrier_id).capabilities
    return acts_of(case, by_program=by_program)
