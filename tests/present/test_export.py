"""Orders and ledger entries for other programs: exact, harmless to spreadsheets, and the same read back."""

import csv
import io
import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.ledger import Entry
from axis_tui.domain.money import Money
from axis_tui.domain.text import csv_unguard
from axis_tui.present.export import as_csv
from axis_tui.present.ledger_export import COLUMNS as LEDGER_COLUMNS
from axis_tui.present.ledger_export import ledger_csv, ledger_json
from axis_tui.present.order_export import COLUMNS as ORDER_COLUMNS
from axis_tui.present.order_export import orders_csv, orders_json
from tests.present.orders import Order
from tests.present.rows import GB, NOW

FORMULA = '=HYPERLINK("http://x","y")'


@dataclass(frozen=True)
class Bought(Order):
    """An order with what an export tells besides."""

    esim_id: int = 2
    kind: str = "top_up"
    package_code: str = "EU-10"
    attempt: int = 1

    @property
    def price(self) -> Money:
        return self.amount


@dataclass(frozen=True)
class Booked:
    """An entry of the ledger with its names."""

    entry: Entry
    hash: str = "ab" * 32
    carrier: str = "Axis EU"
    esim_name: str = "EU 20 GB"
    method: str = "travel"
    method_last4: str = "4242"


def booked(minor: int = -900, note: str = "") -> Booked:
    return Booked(Entry(7, NOW, "charge", 3, 2, 1, 1, 0, minor, "USD", 2, "AX-7", note))


def read(text: str) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: csv_unguard(cell) for name, cell in row.items()} for row in rows]


def test_an_order_in_csv_has_every_column_exact_amounts_and_utc_instants() -> None:
    (row,) = read(orders_csv([Bought(paid_at=NOW, state="succeeded", reference="AX-1")]))
    assert tuple(row) == ORDER_COLUMNS
    assert (row["amount_minor"], row["amount"], row["currency"]) == ("1150", "11.50", "USD")
    assert row["paid_at"] == "2026-11-20T11:00:00Z"
    assert (row["credited_at"], row["guided"], row["allowance_bytes"]) == ("", "false", str(10 * GB))
    assert (row["validity_count"], row["validity_unit"], row["state"]) == ("15", "day", "succeeded")


def test_an_order_in_json_has_its_schema_and_money_as_minor_units_and_text() -> None:
    whole = json.loads(orders_json(iter([Bought()]), NOW))
    assert (whole["schema"], whole["generated_at"]) == ("axis-tui/orders/1", "2026-11-20T11:00:00Z")
    (order,) = whole["orders"]
    assert order["amount"] == {"minor": 1150, "currency": "USD", "exponent": 2, "amount": "11.50"}
    assert order["method"] == {"kind": "card", "label": "card", "last4": "4242"}
    assert order["paid_at"] is None


def test_a_ledger_entry_keeps_its_sign_and_its_hash() -> None:
    (row,) = read(ledger_csv([booked()]))
    assert tuple(row) == LEDGER_COLUMNS
    assert (row["amount_minor"], row["amount"], row["hash"]) == ("-900", "-9.00", "ab" * 32)
    (entry,) = json.loads(ledger_json([booked()], NOW))["entries"]
    assert entry["amount"]["minor"] == -900
    assert (entry["number"], entry["at"], entry["on_balance"]) == (7, "2026-11-20T11:00:00Z", False)


@pytest.mark.parametrize("text", [FORMULA, "+1", "-cmd", "@sum", "'=1", "a,b", 'a"b', "日本"])
def test_text_becomes_no_formula_and_reads_back_the_same(text: str) -> None:
    written = ledger_csv([booked(note=text)])
    cells = next(iter(list(csv.reader(io.StringIO(written, newline="")))[1:]))
    assert not cells[LEDGER_COLUMNS.index("note")].startswith(("=", "+", "-", "@"))
    assert read(written)[0]["note"] == text
    assert read(orders_csv([Bought(proof=text)]))[0]["proof"] == text
    assert json.loads(orders_json([Bought(proof=text)], NOW))["orders"][0]["proof"] == text


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_any_text_reads_back_the_same(text: str) -> None:
    assert read(as_csv(("a", "b"), [{"a": text, "b": 1}])) == [{"a": text, "b": "1"}]


def test_without_rows_there_is_a_header_and_an_empty_list() -> None:
    assert orders_csv([]).splitlines() == [",".join(ORDER_COLUMNS)]
    assert json.loads(ledger_json([], NOW))["entries"] == []
