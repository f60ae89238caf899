"""renewals: the list and its totals, one order in full, and what a person does to one."""

import csv
import io
import stat
from typing import Any

import pytest

from axis_tui.cli import following
from axis_tui.domain.renewal_word import OrderState
from axis_tui.store.write import approval, order_steps
from tests.cli.home import Said
from tests.cli.renewal_home import ICCID, RenewalHome, pin_file, usd

GUIDED = ("renew", "Korea", "--package", "again", "--confirm=9")


def one_line(said: Said, code: int, *words: str) -> bool:
    return said.code == code and said.err.count("\n") == 1 and all(word in said.err for word in words)


@pytest.fixture
def doubtful(shop: RenewalHome) -> RenewalHome:
    """Order 1 was sent, and nobody could find out what became of it."""
    shop.renew("--confirm=9", "--wait", "0")

    def park(tx: Any) -> None:
        (now,) = tx.row("SELECT asked_at FROM renewal WHERE id = 1")
        assert order_steps.claim(tx, 1, now) is not None
        order_steps.lose(tx, 1, now, "no answer")
        order_steps.park(tx, 1, now, "no answer")

    shop.write(park)
    return shop


def test_nothing_renewed_yet_is_said(shop: RenewalHome) -> None:
    assert shop.axis("renewals").out == "No renewal yet.\n"
    assert shop.axis("renewals", "--json").json["orders"] == []


def test_the_list_has_the_latest_first_and_totals(shop: RenewalHome) -> None:
    shop.renew("--confirm=9")
    shop.axis(*GUIDED)
    lines = shop.axis("renewals").out.splitlines()
    assert [line.split()[0] for line in lines[:2]] == ["2", "1"]
    assert "9.00 USD" in lines[1]
    assert lines[2].strip() == "charged 9.00 USD (1 order)"
    assert all(len(line) <= 80 for line in lines)


def test_json_plain_and_csv_hold_the_same_orders(shop: RenewalHome) -> None:
    shop.renew("--confirm=9")
    shop.axis(*GUIDED)
    found = shop.axis("renewals", "--json").json
    assert found["schema"] == "axis-tui/renewals/1"
    assert [(row["id"], row["state"]) for row in found["orders"]] == [(2, "intent"), (1, "succeeded")]
    assert found["totals"][0]["charged"]["text"] == "9.00 USD"
    plain = [line.split("\t") for line in shop.axis("renewals", "--plain").out.splitlines()]
    assert plain[2][:6] == ["1", plain[2][1], "Japan", "Axis Mobile", "Japan 5 GB", "9.00"]
    rows = list(csv.DictReader(io.StringIO(shop.axis("renewals", "--csv").out)))
    assert [(row["order"], row["amount"], row["currency"]) for row in rows] == [
        ("2", "9.00", "USD"), ("1", "9.00", "USD"),
    ]  # fmt: skip


def test_a_formula_in_a_reference_reaches_no_spreadsheet(shop: RenewalHome) -> None:
    shop.axis(*GUIDED)
    assert shop.axis("renewals", "paid", "1", "--amount", "9", "--reference", "=HYPERLINK(1)").code == 0
    assert "'=HYPERLINK(1)" in shop.axis("renewals", "--csv").out
    assert "'=HYPERLINK(1)" in shop.axis("renewals", "--plain").out
    assert "'=HYPERLINK(1)" in shop.axis("ledger", "--csv").out


def test_the_list_is_narrowed_by_esim_state_channel_and_days(shop: RenewalHome) -> None:
    shop.renew("--confirm=9")
    shop.axis(*GUIDED)

    def numbers(*argv: str) -> list[int]:
        return [row["id"] for row in shop.axis("renewals", "--json", *argv).json["orders"]]

    assert numbers("--esim", "Japan") == [1]
    assert numbers("--state", "paid") == [1]
    assert numbers("--state", "asked,paid") == [2, 1]
    assert numbers("--channel", "online") == [2, 1]
    assert numbers("--since", "2020-01") == [2, 1]
    assert numbers("--until", "2020-01-31") == []


@pytest.mark.parametrize(
    "argv",
    [
        ["--state", "nonsense"], ["--channel", "pigeon"], ["--since", "2026"], ["--until", "soon"],
        ["--state", 'paid" x'], ["show", "one"], ["paid", "1"], ["resolve", "1"],
        ["resolve", "1", "--charged", "9", "--not-charged"], ["show"], ["nonsense"], ["--json", "--csv"],
    ],
)  # fmt: skip
def test_bad_words_are_one_line(shop: RenewalHome, argv: list[str]) -> None:
    assert one_line(shop.axis("renewals", *argv), 2)


@pytest.mark.parametrize("action", ["show", "withdraw", "arrived", "refund"])
def test_an_order_that_is_not_there_is_said(shop: RenewalHome, action: str) -> None:
    assert one_line(shop.axis("renewals", action, "99"), 1, "no order 99")


def test_one_order_is_told_step_by_step_without_identifiers(shop: RenewalHome) -> None:
    shop.renew("--confirm=9")
    said = shop.axis("renewals", "show", "1")
    assert "paid  9.00 USD SB000001" in said.out
    assert "card …4242" in said.out
    found = shop.axis("renewals", "show", "1", "--json").json
    assert found["iccid"] == "…0011"
    assert [event["event"] for event in found["events"]] == ["asked", "sent", "paid"]
    assert found["ledger"][0]["amount"]["minor"] == -900
    assert ICCID not in said.out
    assert shop.axis("renewals", "show", "1", "--json", "--reveal").json["iccid"] == ICCID


def test_flags_before_and_after_the_action_count(shop: RenewalHome) -> None:
    shop.renew("--confirm=9")
    assert shop.axis("renewals", "--json", "show", "1").json["order"]["id"] == 1
    assert shop.axis("renewals", "show", "1", "--json", "--ascii").json["order"]["id"] == 1


def test_evidence_goes_to_a_new_private_file_and_is_masked_unless_revealed(shop: RenewalHome) -> None:
    shop.renew("--confirm=9")
    path = shop.home.path / "evidence.md"
    said = shop.axis("renewals", "show", "1", "--evidence-file", str(path))
    assert said.code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert ICCID not in path.read_text("utf-8")
    assert "--reveal" in said.err
    assert one_line(shop.axis("renewals", "show", "1", "--evidence-file", str(path)), 2, "name a new file")
    assert ICCID in shop.axis("renewals", "show", "1", "--evidence", "--reveal").out
    assert "axis-tui/evidence/1" in shop.axis("renewals", "show", "1", "--evidence", "--json").out


def test_what_was_paid_by_telephone_goes_into_the_ledger(shop: RenewalHome) -> None:
    shop.axis(*GUIDED)
    dry = shop.axis("renewals", "paid", "1", "--amount", "9.00", "--dry-run")
    assert dry.out == "would record that 9.00 USD was paid for order 1\n"
    assert shop.order(1).state == "intent"
    said = shop.axis("renewals", "paid", "1", "--amount", "9.00", "--reference", "R-1", "--proof", "Mr Sato")
    assert said.out == "recorded: 9.00 USD paid for order 1\n"
    order = shop.order(1)
    assert (order.state, order.reference, order.proof) == ("succeeded", "R-1", "Mr Sato")
    assert one_line(shop.axis("renewals", "paid", "1", "--amount", "9.00"), 1, "does not wait")


def test_another_amount_than_agreed_is_typed_once_more(shop: RenewalHome) -> None:
    shop.axis(*GUIDED)
    argv = ("renewals", "paid", "1", "--amount", "900")
    assert one_line(shop.axis(*argv), 2, "--confirm=900.00")
    assert one_line(shop.axis(*argv, "--confirm=9"), 2, "that is not 900.00 USD")
    assert shop.order(1).state == "intent"
    assert shop.axis("renewals", "paid", "1", "--amount", "9.50", "--confirm=9.50").code == 0


@pytest.mark.parametrize("typed", ["nine", "9.00 EUR", "-9", "9.001"])
def test_an_amount_that_is_none_records_nothing(shop: RenewalHome, typed: str) -> None:
    shop.axis(*GUIDED)
    assert one_line(shop.axis("renewals", "paid", "1", f"--amount={typed}"), 2)
    assert shop.order(1).state == "intent"


def test_a_cards_number_is_refused_and_not_repeated(shop: RenewalHome) -> None:
    shop.axis(*GUIDED)
    said = shop.axis("renewals", "paid", "1", "--amount", "9", "--proof", "card 4111 1111 1111 1111")
    assert one_line(said, 2, "not stored")
    assert "4111" not in said.err


def test_data_that_a_person_saw_is_counted(shop: RenewalHome) -> None:
    shop.axis(*GUIDED)
    assert one_line(shop.axis("renewals", "arrived", "1"), 1)
    shop.axis("renewals", "paid", "1", "--amount", "9")
    assert shop.axis("renewals", "arrived", "1", "--dry-run").code == 0
    assert shop.order(1).state == "succeeded"
    assert shop.axis("renewals", "arrived", "1").out == "what order 1 bought is counted on “Korea” now\n"
    assert shop.order(1).state == "credited"
    assert shop.order(1).new_plan_id is not None


def test_an_unsent_order_is_withdrawn_and_a_paid_one_is_not(shop: RenewalHome) -> None:
    shop.renew("--confirm=9", "--wait", "0")
    assert shop.axis("renewals", "withdraw", "1", "--dry-run").out == "would withdraw order 1\n"
    assert "nothing is charged" in shop.axis("renewals", "withdraw", "1").out
    assert shop.order(1).state == "withdrawn"
    assert shop.renew("--confirm=9").code == 0
    assert one_line(shop.axis("renewals", "withdraw", "2"), 1)
    assert shop.charges() == [usd(900)]


def test_money_comes_back_by_the_carriers_word(shop: RenewalHome) -> None:
    shop.turn(credit_delay_s=None)
    shop.renew("--confirm=9")
    assert one_line(shop.axis("renewals", "refund", "1"), 2, "--confirm=9.00")
    assert "would ask" in shop.axis("renewals", "refund", "1", "--dry-run").out
    assert shop.axis("renewals", "refund", "1", "--confirm=9").out == "9.00 USD came back for order 1\n"
    assert shop.order(1).state == "refunded"
    assert shop.axis("renewals", "--json").json["totals"][0]["refunded"]["minor"] == 900


def test_a_carrier_that_gives_nothing_back_is_quoted(shop: RenewalHome) -> None:
    shop.turn(credit_delay_s=0)
    shop.renew("--confirm=9")
    shop.axis("worker", "--once")
    assert one_line(shop.axis("renewals", "refund", "1", "--confirm=9"), 1)
    assert shop.order(1).state != "refunded"


def test_a_doubt_is_decided_with_proof_and_stands_out_everywhere(doubtful: RenewalHome) -> None:
    assert "1 order in doubt: axis-tui renewals" in doubtful.axis("status").out
    assert doubtful.axis("status", "--json").json["orders_in_doubt"] == 1
    assert "order 1 of “Japan” is in doubt" in doubtful.axis("doctor").out
    assert one_line(doubtful.axis("renewals", "resolve", "1", "--not-charged"), 1, "what proves it")
    dry = doubtful.axis("renewals", "resolve", "1", "--not-charged", "--proof", "bank", "--dry-run")
    assert dry.out == "would decide order 1: nothing was charged\n"
    assert doubtful.order(1).state == OrderState.REVIEW
    said = doubtful.axis("renewals", "resolve", "1", "--not-charged", "--proof", "bank statement")
    assert said.out == "order 1 is decided: nothing was charged\n"
    assert doubtful.order(1).state == "declined"
    assert "in doubt" not in doubtful.axis("status").out


def test_a_doubt_that_was_charged_goes_into_the_ledger(doubtful: RenewalHome) -> None:
    argv = ("renewals", "resolve", "1", "--charged", "9", "--reference", "SB1", "--proof", "mail")
    assert doubtful.axis(*argv).out == "order 1 is decided: 9.00 USD was charged\n"
    assert doubtful.order(1).state == "succeeded"
    assert doubtful.axis("ledger", "--json").json["entries"][0]["amount"]["minor"] == -900


def test_the_pin_stands_before_every_change_of_money(shop: RenewalHome) -> None:
    shop.axis(*GUIDED)
    shop.write(lambda tx: approval.set_pin(tx, "2580", 0))
    argv = ("renewals", "paid", "1", "--amount", "9")
    assert one_line(shop.axis(*argv), 2, "--pin-file")
    assert shop.axis(*argv, "--dry-run").code == 0
    assert one_line(shop.axis(*argv, "--pin-file", pin_file(shop, "1357")), 1, "2 tries left")
    assert shop.axis(*argv, "--pin-file", pin_file(shop, "2580")).code == 0


def test_an_order_is_followed_once_its_worker_comes_back(
    shop: RenewalHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PASS_EACH_S", 0.01)
    with shop.far.changing() as state:
        state.faults.turn({"drop": "before"}, 1)
    said = shop.renew("--confirm=9", "--wait", "30")
    assert said.code == 0, said.err
    assert shop.charges() == [usd(900)]
