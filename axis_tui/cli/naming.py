"""Which eSIM a person means by a nickname, the end of an ICCID or a number; and which carrier by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.domain.problem import N_, Problem

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.inventory import CarrierRow
    from axis_tui.store.read.overview import OverviewRow

MOST = 200
"""Candidates looked at; a text that fits more eSIMs than this says too little."""


def find_esim(reader: Reader, text: str, *, archived: bool = False) -> OverviewRow:
    """The one eSIM of that nickname, else whose ICCID ends so, else of that number, else that contains it.

    Of several as good, the one that is not archived (with `archived`: that is). Raises Problem.
    """
    from axis_tui.domain.word import Status
    from axis_tui.store.read import overview
    from axis_tui.store.read.naming import number_of

    wanted = text.strip()
    filter_ = overview.Filter(text=wanted, include_archived=True)
    rows = overview.page(reader, filter_, overview.Order.NAME, MOST) if wanted else []
    fold = wanted.casefold()
    number = number_of(wanted)
    numbered = None if number is None else overview.row(reader, number)
    choices = (
        [row for row in rows if row.name == wanted],
        [row for row in rows if row.name.casefold() == fold],
        [row for row in rows if row.iccid_tail and wanted.endswith(row.iccid_tail)],
        [] if numbered is None else [numbered],
        rows,
    )
    found = next((choice for choice in choices if choice), [])
    found = [row for row in found if (row.status is Status.ARCHIVED) is archived] or found
    if len(found) == 1:
        return found[0]
    if found:
        raise Problem(
            N_(
                "“%(text)s” fits %(count)d eSIMs, such as #%(first)d “%(one)s” and #%(second)d “%(other)s”; "
                "say more, or write the number"
            ),
            text=text, count=len(found), first=found[0].esim_id, one=found[0].name,
            second=found[1].esim_id, other=found[1].name,
        )  # fmt: skip
    raise Problem(N_("no eSIM is called “%(text)s”; see “axis-tui plans --all”"), text=text)


def find_carrier(reader: Reader, text: str) -> CarrierRow:
    """The one carrier of that name, case aside, else the one whose name contains it. Raises Problem."""
    from axis_tui.store.read import inventory

    rows = inventory.carriers(reader)
    fold = text.strip().casefold()
    named = [row for row in rows if row.name.casefold() == fold]
    found = named or [row for row in rows if fold and fold in row.name.casefold()]
    if len(found) == 1:
        return found[0]
    names = ", ".join(row.name for row in (found or rows)[:5]) or "-"
    if found:
        raise Problem(N_("“%(text)s” fits several carriers: %(names)s; say more"), text=text, names=names)
    raise Problem(N_("no carrier is called “%(text)s”; there are: %(names)s"), text=text, names=names)
