"""Rows for other programs: CSV that no spreadsheet runs and that reads back the same, JSON with its schema.

Instants are UTC in ISO 8601; money is minor units and the decimal text, never a float. Pure.
"""

import csv
import io
import json
import time
from collections.abc import Iterable, Mapping, Sequence

from axis_tui.domain.money import Money
from axis_tui.domain.text import csv_guard

Cell = str | int | bool | None


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> str:
    """A header and the rows under it; texts pass `domain.text.csv_guard`, None is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return text.getvalue()


def as_json(kind: str, now: int, content: Mapping[str, object]) -> str:
    """One JSON object with its schema, such as `axis-tui/orders/1`, and the instant it was made at."""
    whole = {"schema": f"axis-tui/{kind}/1", "generated_at": iso(now), **content}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def iso(at: int | None) -> str | None:
    """An instant (UTC seconds) in ISO 8601; None stays None."""
    return None if at is None else time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))


def money_object(amount: Money) -> dict[str, object]:
    """An amount in JSON: what it is exactly, and as people write it."""
    return {
        "minor": amount.minor,
        "currency": amount.currency,
        "exponent": amount.exponent,
        "amount": amount.decimal_text(),
    }


def money_cells(name: str, amount: Money) -> dict[str, Cell]:
    """An amount in CSV: the columns `NAME_minor` and `NAME`; the currency has a column of its own."""
    return {f"{name}_minor": amount.minor, name: Figure(amount.decimal_text())}


class Figure(str):
    """Digits, a point and perhaps a minus of our own making: a number for a spreadsheet, no formula."""

    __slots__ = ()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | Figure) else csv_guard(value)
