"""The ledger on screen: entries by number, the check of its chain, balances that differ, and its export."""

import csv
import io
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from axis_tui.domain.renewal_word import LedgerKind
from axis_tui.domain.text import csv_unguard
from axis_tui.present.glyphs import ASCII, UNICODE
from axis_tui.present.line import plain
from axis_tui.present.width import cells
from axis_tui.store.read import ledger, open_reader
from axis_tui.tui.dialogs.ledger import open_ledger
from axis_tui.tui.screens.ledger_lines import balance_words, ledger_header, ledger_pane, ledger_row
from axis_tui.tui.screens.ledger_source import LedgerSource
from tests.tui import world
from tests.tui.money_world import build, change, usd
from tests.tui.seeing import press, settled, text, type_text

SIZES = ((60, 20), (80, 24), (120, 36))


@pytest.fixture
def rich(store: Path) -> Path:
    build(store)
    return store


async def opened(pilot: Any) -> str:
    open_ledger(pilot.app.screen)
    await settled(pilot)
    return text(pilot.app)


async def test_entries_stand_the_newest_first_with_their_sign_and_what_they_are_about(
    rich: Path, make_app: Any
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        shown = await opened(pilot)
        rows = [line.split() for line in shown.splitlines()[3:7]]
        assert [row[-1] for row in rows] == ["RF-7", "AX-1002", "AX-1001", "balance"]
        for words in ("refund          +9.00 USD", "charge          -7.80 USD", "travel …4242", "1 of 4"):
            assert words in shown
        assert "entry 1 · adjustment · +20.00 USD" in await press(pilot, "G")
        assert "moves the carrier’s balance" in text(app)
        assert "Ledger" not in await press(pilot, "escape")


async def test_the_chain_is_checked_by_its_key_and_its_verdict_stays_until_the_ledger_grows(
    rich: Path, make_app: Any
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert "chain" not in await opened(pilot)
        shown = await press(pilot, "v")
        assert "─ 1 of 4 ─ ✓ chain whole, 4 entries ─" in shown

        def more(tx: Any) -> None:
            from axis_tui.store.write import ledger as writing

            carrier = tx.row("SELECT id FROM carrier WHERE name = 'Axis EU'")[0]
            writing.append(tx, LedgerKind.CHARGE, usd(-100), world.NOW, carrier_id=carrier)

        app.screen.write(more)
        await settled(pilot)
        shown = await press(pilot)
        assert "of 5" in shown
        assert "─ ✓ chain whole" not in shown


async def test_a_chain_that_was_tampered_with_says_where(rich: Path, make_app: Any) -> None:
    def tamper(tx: Any) -> None:
        tx.execute("DROP TRIGGER ledger_fixed")
        tx.execute("UPDATE ledger SET reference = 'X' WHERE number = 2")

    change(rich, tamper)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "✕ chain broken at entry 2" in await press(pilot, "v")


async def test_a_difference_is_accepted_by_a_typed_word_and_the_pin(rich: Path, make_app: Any) -> None:
    from axis_tui.store.write import approval

    change(rich, lambda tx: approval.set_pin(tx, "2580", world.NOW))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        shown = await press(pilot, "b")
        assert "12.20 USD      11.70 USD ▲ carrier says 0.50 USD less" in shown
        assert "the carrier said 11.70 USD 2 h ago." in shown
        assert "An adjustment of -0.50 USD" in await press(pilot, "enter")
        await type_text(pilot, "accept")
        await press(pilot, "tab")
        await type_text(pilot, "2580")
        shown = await press(pilot, "enter")
        assert "entered: -0.50 USD" in shown
        assert "✓ agree" in shown
        assert "enter accept" not in shown
        shown = await press(pilot, "escape")
        assert "adjustment      -0.50 USD" in shown


async def test_a_balance_that_changed_meanwhile_is_not_accepted_unseen(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "b", "enter")
        change(rich, lambda tx: tx.execute("UPDATE carrier SET balance_minor = 1 WHERE balance_minor = 1170"))
        await type_text(pilot, "accept")
        assert "The balance has changed meanwhile" in await press(pilot, "enter")
        assert ledger.page(app.reader, 1)[0].entry.number == 4


async def test_nothing_yet_is_said(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await opened(pilot)
        assert "Nothing was paid yet." in shown
        assert "export" not in shown
        assert "No carrier tells a balance" in await press(pilot, "b")


@pytest.mark.parametrize("kind", ["csv", "json"])
async def test_the_whole_ledger_goes_into_a_file_of_ones_own(
    rich: Path, make_app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "e", *([] if kind == "csv" else ["j"]), "enter")
        assert "written to" in await press(pilot)
    path = tmp_path / f"axis-ledger-2026-11-20.{kind}"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(path.read_text(), newline="")))
        assert [csv_unguard(row["amount"]) for row in rows] == ["9.00", "-7.80", "-9.00", "20.00"]
    else:
        assert len(json.loads(path.read_text())["entries"]) == 4


def test_the_source_pages_by_number_in_both_directions(rich: Path) -> None:
    def more(tx: Any) -> None:
        from axis_tui.store.write import ledger as writing

        for _n in range(6):
            writing.append(tx, LedgerKind.CHARGE, usd(-100), world.NOW, carrier_id=1)

    change(rich, more)
    with open_reader(rich) as reader:
        source = LedgerSource(reader)

        def numbers(*args: Any, **kwargs: Any) -> list[int]:
            return [source.key(row) for row in source.page(*args, **kwargs)]

        assert source.count() == 10
        assert numbers(3) == [10, 9, 8]
        assert numbers(3, after=8) == [7, 6, 5]
        assert numbers(3, before=5) == [8, 7, 6]
        assert numbers(3, before=9) == [10]
        assert numbers(3, from_end=True) == [3, 2, 1]
        found = source.find(4)
        assert found is not None
        assert source.identity(found) == 4
        assert source.find(11) is None


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_rows_fit_and_are_ascii_in_ascii(rich: Path, width: int, glyphs: Any) -> None:
    with open_reader(rich) as reader:
        rows = ledger.page(reader, 9)
        lines = [ledger_header(width), *(ledger_row(row, "UTC", width, glyphs) for row in rows)]
        for row in rows:
            lines += ledger_pane(row, "UTC", world.NOW, width, glyphs)
    for each in lines:
        assert cells(plain(each)) == width
        assert glyphs is UNICODE or plain(each).replace("’", "'").isascii()


def test_balances_say_what_is_missing() -> None:
    row = ledger.BalanceRow(1, "Axis", None, usd(5), 0)
    assert balance_words(row, 0) == "The ledger holds nothing on this balance."
    row = ledger.BalanceRow(1, "Axis", usd(5), None, None)
    assert balance_words(row, 0) == "The ledger adds up to 0.05 USD; the carrier was never heard."


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_a_picture_at_every_size(rich: Path, make_app: Any, size: tuple[int, int]) -> None:
    app = make_app(no_color=True)
    async with app.run_test(size=size) as pilot:
        shown = await opened(pilot)
        assert "EU 20 GB" in shown
        assert "esc back" in shown
        assert "carrier said" in await press(pilot, "b")
