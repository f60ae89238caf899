"""What the store and the carrier say of the same money, read with nothing of ours between; they must agree.

While an order is in doubt its charge may be missing in the ledger, and only there.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from axis_tui.store.read import ledger, open_reader

AT_AN_END = ("credited", "declined", "withdrawn", "refunded")


class MoneyAudit:
    """`charges` are what was really charged: key and minor units, one a charge."""

    def __init__(self, store: Path, charges: Iterable[tuple[str, int]]) -> None:
        charges = list(charges)
        with open_reader(store) as reader:
            self.damage = reader.finding()
            self.chain_is_whole = ledger.check(reader).is_whole
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
            self.states: Mapping[int, str] = dict(connection.execute("SELECT id, state FROM renewal"))
            booked = Counter(
                connection.execute(
                    "SELECT r.key, -sum(l.amount_minor) FROM ledger l JOIN renewal r ON r.id = l.renewal_id"
                    " WHERE l.kind IN ('charge', 'fee') GROUP BY l.renewal_id"
                ).fetchall()
            )
            in_doubt = {
                row[0]
                for row in connection.execute(
                    "SELECT key FROM renewal WHERE state IN ('sent', 'unknown', 'review')"
                )
            }
            self.doubled_orders = connection.execute(
                "SELECT coalesce(plan_id, -esim_id), period, count(*) FROM renewal"
                " WHERE state NOT IN ('declined', 'withdrawn') GROUP BY 1, 2 HAVING count(*) > 1"
            ).fetchall()
        self.charged = len(charges)
        self.doubled = {key for key, count in Counter(key for key, _ in charges).items() if count > 1}
        self.not_booked = [one for one in charges if one not in booked and one[0] not in in_doubt]
        self.not_charged = sorted((booked - Counter(charges)).elements())

    def assert_right(self, placed: Iterable[int] = ()) -> None:
        """Each charge once and in the ledger, nothing else in it; every order that was `placed` is there."""
        assert self.damage == ""
        assert self.chain_is_whole
        assert self.doubled == set(), "charged twice"
        assert self.not_booked == [], "charged and not in the ledger"
        assert self.not_charged == [], "in the ledger and never charged"
        assert self.doubled_orders == [], "one validity bought twice"
        assert set(placed) <= self.states.keys(), "placed and lost"

    def assert_all_over(self) -> None:
        """Every order is at an end, or a person is asked."""
        going = {
            number: state for number, state in self.states.items() if state not in (*AT_AN_END, "review")
        }
        assert going == {}
