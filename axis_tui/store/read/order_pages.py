"""The history of orders for a list that moves both ways: pages upward, and a count up to a bound."""

from __future__ import annotations

from axis_tui.store.read import renewals
from axis_tui.store.read.reader import Reader, made
from axis_tui.store.read.renewals import Filter, Key, OrderRow


def page_before(reader: Reader, filter_: Filter, limit: int, before: Key | None) -> list[OrderRow]:
    """At most `limit` orders just above a key, or the last of all; the latest first, as `renewals.page`."""
    where, parameters = renewals.where_of(filter_)
    if before is not None:
        where += " AND (r.asked_at, r.id) > (?, ?)"
        parameters += before
    found = reader.rows(
        f"{renewals.SELECT} WHERE {where} ORDER BY r.asked_at, r.id LIMIT ?", (*parameters, limit)
    )
    return made(reader.path, renewals.order_of, reversed(found))


def count_up_to(reader: Reader, filter_: Filter, most: int) -> int:
    """How many orders the filter leaves; `most` where there are as many or more."""
    where, parameters = renewals.where_of(filter_)
    (found,) = reader.row(
        f"WITH few AS (SELECT r.id{renewals.FROM} WHERE {where} LIMIT ?) SELECT count(*) FROM few",
        (*parameters, most),
    ) or (0,)
    return int(found)
