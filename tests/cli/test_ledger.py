"""ledger: entries, the check of the chain, balances, and a difference that a person accepts."""

import csv
import io
import sqlite3
from typing import Any

from axis_tui.store.read.ledger import HEAD
from tests.cli.home import Home, Said
from tests.cli.renewal_home import CARRIER, RenewalHome, usd


def one_line(said: Said, code: int, *words: str) -> bool:
    return said.code == code and said.err.count("\n") == 1 and all(word in said.err for word in words)


def test_an_empty_ledger_is_whole(travelling: Home) -> None:
    assert "No entry yet" in travelling.axis("ledger").out
    assert travelling.axis("ledger", "--verify").out == "✓ chain whole, 0 entries\n"
    assert "No carrier states a balance" in travelling.axis("ledger", "--balances").out


def test_every_charge_is_an_entry_with_its_order(shop: RenewalHome) -> None:
    shop.renew("--confirm=9")
    charge, opening = shop.axis("ledger", "--json").json["entries"]
    assert (charge["kind"], charge["amount"]["minor"], charge["order"]) == ("charge", -900, 1)
    assert opening["note"] == "opening balance"
    rows = list(csv.DictReader(io.StringIO(shop.axis("ledger", "--csv").out)))
    assert [row["amount"] for row in rows] == ["-9.00", "50.00"]
    plain = shop.axis("ledger", "--plain").out.splitlines()
    assert plain[1].split("\t")[5:7] == ["-9.00", "USD"]
    lines = shop.axis("ledger").out.splitlines()
    assert "-9.00 USD" in lines[0]
    assert all(len(line) <= 80 for line in lines)


def test_entries_of_one_carrier_or_esim(shop: RenewalHome) -> None:
    shop.renew("--confirm=9")
    assert len(shop.axis("ledger", "--json", "--esim", "Japan").json["entries"]) == 1
    assert len(shop.axis("ledger", "--json", "--carrier", "axis").json["entries"]) == 2
    assert shop.axis("ledger", "--json", "--carrier", "Handy").json["entries"] == []
    assert one_line(shop.axis("ledger", "--carrier", "nobody"), 1, "no carrier is called")


def tamper(shop: RenewalHome) -> None:
    """What the store's triggers refuse, done behind their back."""
    with sqlite3.connect(shop.home.store) as connection:
        connection.execute("UPDATE store_setting SET value = '1:' || substr(value, 3) WHERE key = ?", (HEAD,))


def test_a_broken_chain_fails_and_says_what_to_do(shop: RenewalHome) -> None:
    shop.renew("--confirm=9")
    assert "chain whole, 2 entries" in shop.axis("doctor").out
    tamper(shop)
    assert one_line(shop.axis("ledger", "--verify"), 1, "chain broken at entry", "restore a backup")
    said = shop.axis("ledger", "--verify", "--json")
    assert said.code == 1
    assert said.json["whole"] is False
    doctor = shop.axis("doctor", "--json")
    found = {row["check"]: row for row in doctor.json["findings"]}
    assert doctor.code == 1
    assert found["ledger"]["grade"] == "fail"
    assert "restore a backup" in found["ledger"]["finding"]


def differing(shop: RenewalHome) -> None:
    """The carrier says 0.50 USD less than the ledger."""
    from axis_tui.store.write.ledger import record_balance

    shop.renew("--dry-run")

    def say(tx: Any) -> None:
        (carrier_id,) = tx.row("SELECT id FROM carrier WHERE name = ?", (CARRIER,))
        record_balance(tx, carrier_id, usd(4_950), tx.now)

    shop.write(say)


def test_balances_tell_where_carrier_and_ledger_differ(shop: RenewalHome) -> None:
    differing(shop)
    assert "carrier says 0.50 USD less" in shop.axis("ledger", "--balances").out
    (row,) = shop.axis("ledger", "--balances", "--json").json["balances"]
    assert row["difference"]["text"] == "-0.50 USD"


def test_a_difference_is_entered_only_as_typed_and_with_a_note(shop: RenewalHome) -> None:
    argv = ("ledger", "--accept-difference", "Axis Mobile")
    shop.renew("--dry-run")
    assert one_line(shop.axis(*argv, "--note", "x", "--confirm=0"), 1, "nothing to accept")
    differing(shop)
    assert one_line(shop.axis(*argv, "--confirm=-0.50"), 2, "--note")
    assert one_line(shop.axis(*argv, "--note", "roaming fee"), 2, "--confirm=-0.50")
    assert one_line(shop.axis(*argv, "--note", "roaming fee", "--confirm=0.50"), 2, "-0.50 USD")
    dry = shop.axis(*argv, "--note", "roaming fee", "--dry-run")
    assert dry.out == "would enter -0.50 USD for Axis Mobile\n"
    assert len(shop.axis("ledger", "--json").json["entries"]) == 1
    said = shop.axis(*argv, "--note", "roaming fee", "--confirm=-0.50")
    assert said.out == "entered -0.50 USD for Axis Mobile\n"
    assert shop.axis("ledger", "--json").json["entries"][0]["note"] == "roaming fee"
    assert "agree" in shop.axis("ledger", "--balances").out
    assert shop.axis("ledger", "--verify").code == 0
