"""Which eSIM a person means by a nickname or the end of an ICCID."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.domain.problem import N_, Problem

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.overview import OverviewRow

MOST = 200
"""Candidates looked at; a text that fits more eSIMs than this says too little."""


def find_esim(reader: Reader, text: str) -> OverviewRow:
    """The one eSIM of that nickname, else whose ICCID ends so, else that contains it. Raises Problem."""
    from axis_tui.store.read import overview

    wanted = text.strip()
    filter_ = overview.Filter(text=wanted, include_archived=True)
    rows = overview.page(reader, filter_, overview.Order.NAME, MOST) if wanted else []
    fold = wanted.casefold()
    choices = (
        [row for row in rows if row.name == wanted],
        [row for row in rows if row.name.casefold() == fold],
        [row for row in rows if row.iccid_tail and wanted.endswith(row.iccid_tail)],
        rows,
    )
    found = next((choice for choice in choices if choice), [])
    if len(found) == 1:
        return found[0]
    if found:
        raise Problem(
            N_("“%(text)s” fits %(count)d eSIMs, such as “%(one)s” and “%(other)s”; say more"),
            text=text, count=len(found), one=found[0].name, other=found[1].name,
        )  # fmt: skip
    raise Problem(N_("no eSIM is called “%(text)s”; see “axis-tui plans --all”"), text=text)
