"""renew: what is told before, what agreeing takes, and what becomes of the order, against a real far end."""

import io
from typing import Any

import pytest

from axis_tui.cli import following
from axis_tui.cli.approving import approve
from axis_tui.domain.renewal_word import MethodKind
from axis_tui.store.problems import StoreFailed
from axis_tui.store.write import approval
from axis_tui.store.write.payment import NewMethod, add_method
from tests.cli.home import Home, Said
from tests.cli.renewal_home import RenewalHome, renewal_home, usd


def assert_one_line(said: Said, code: int, *words: str) -> None:
    assert said.code == code, said.err
    assert said.err.count("\n") == 1
    for word in words:
        assert word in said.err


def test_without_a_package_they_are_listed_and_one_has_to_be_named(shop: RenewalHome) -> None:
    said = shop.axis("renew", "Japan")
    assert_one_line(said, 2, "--package data")
    assert [line.split()[-1] for line in said.out.splitlines()[1:]] == ["data", "again", "money"]
    assert not shop.orders()


def test_a_dry_run_without_a_package_is_the_list(shop: RenewalHome) -> None:
    said = shop.axis("renew", "Japan", "--dry-run", "--json")
    assert (said.code, said.err) == (0, "")
    assert [row["code"] for row in said.json["packages"]] == ["data", "again", "money"]
    assert said.json["packages"][0]["after"]["left_bytes"] == 6_000_000_000


def test_a_dry_run_tells_price_and_effect_and_orders_nothing(shop: RenewalHome) -> None:
    said = shop.renew("--dry-run")
    assert (said.code, said.err) == (0, "")
    assert "9.00 USD (quoted just now)" in said.out
    assert "from the end of the current plan" in said.out
    assert "about 6.0 GB left" in said.out
    assert not shop.orders()
    assert not shop.charges()


@pytest.mark.parametrize("typed", ["8.99", "9.001", "900", "9.00 EUR", "", "nine", "0", "-9.00", "1,000"])
def test_another_amount_places_nothing(shop: RenewalHome, typed: str) -> None:
    assert_one_line(shop.renew(f"--confirm={typed}"), 2, "that is not 9.00 USD")
    assert not shop.orders()


def test_without_a_word_of_consent_nothing_is_placed(shop: RenewalHome) -> None:
    assert_one_line(shop.renew(), 2, "--confirm=9.00")
    assert_one_line(shop.renew("--no-input"), 2, "--confirm=9.00")
    assert not shop.orders()


@pytest.mark.parametrize("typed", ["9", "9.0", "9,00", "9.00 USD", "usd 9.00"])
def test_the_exact_amount_pays_once_and_is_followed(shop: RenewalHome, typed: str) -> None:
    said = shop.renew(f"--confirm={typed}", "--no-input")
    assert said.code == 0, said.err
    steps = [line[10:] for line in said.out.splitlines() if line[2:3] == ":" and line[5:6] == ":"]
    assert steps == ["asked for  9.00 USD", "sent to the carrier", "paid  9.00 USD SB000001"]
    assert shop.charges() == [usd(900)]
    assert shop.order(1).state == "succeeded"
    assert "No worker runs" in said.err


def test_json_holds_the_order_and_nothing_else_is_on_standard_output(shop: RenewalHome) -> None:
    said = shop.renew("--confirm=9.00", "--json")
    assert said.code == 0
    assert said.json["schema"] == "axis-tui/renew/1"
    assert said.json["order"]["state"] == "succeeded"
    assert said.json["total"]["minor"] == 900
    assert said.json["order"]["total"]["text"] == "9.00 USD"


def test_the_fee_is_part_of_what_is_agreed_to(shop: RenewalHome) -> None:
    shop.turn(fee_minor=50)
    assert_one_line(shop.renew("--confirm=9.00"), 2, "that is not 9.50 USD")
    said = shop.renew("--confirm=9.50")
    assert said.code == 0
    assert "9.50 USD (quoted just now, fee 0.50 USD of it)" in said.out
    assert shop.charges() == [usd(950)]


def test_a_second_renewal_waits_for_the_first(shop: RenewalHome) -> None:
    shop.renew("--confirm=9.00")
    assert_one_line(shop.renew("--confirm=9.00"), 1, "still open", "axis-tui renewals show 1")
    assert shop.charges() == [usd(900)]


def test_what_is_declined_says_why_and_charges_nothing(shop: RenewalHome) -> None:
    shop.turn(decline="card_expired")
    said = shop.renew("--confirm=9.00")
    assert_one_line(said, 1, "the card has expired", "Add the new card")
    assert shop.order(1).state == "declined"
    assert not shop.charges()


def test_an_answer_that_was_lost_is_looked_up_and_never_paid_twice(shop: RenewalHome) -> None:
    with shop.far.changing() as state:
        state.faults.turn({"drop": "after"}, 1)
    said = shop.renew("--confirm=9.00", "--wait", "30")
    assert said.code == 0, said.err
    assert "no answer that can be trusted" in said.out
    assert shop.charges() == [usd(900)]


def test_a_doubt_at_the_end_of_the_wait_is_neither_success_nor_failure(shop: RenewalHome) -> None:
    shop.turn(drop="after", look_up_lag_s=600)
    said = shop.renew("--confirm=9.00", "--wait", "1")
    assert said.code == 3
    assert "Money may have moved" in said.err
    assert "axis-tui renewals show 1" in said.err
    assert shop.order(1).state == "unknown"


def test_no_wait_leaves_the_order_for_the_worker(shop: RenewalHome) -> None:
    said = shop.renew("--confirm=9.00", "--wait", "0")
    assert said.code == 0
    assert shop.order(1).state == "intent"
    assert not shop.charges()
    assert shop.axis("worker", "--once").code == 0
    assert shop.charges() == [usd(900)]


@pytest.mark.parametrize(
    ("argv", "word"),
    [
        (["--package", "nonsense"], "there is no package"),
        (["--package", "again", "--pay-with", "nonsense"], "there are: Axis Mobile balance, travel"),
        (["--package", "again", "--channel", "hotline"], "offers this by: online"),
        (["--package", "again", "--pay-with", "4242", "--price", "1.00 USD"], "leave out --price"),
        (["--package", "again", "--wait", "99999"], "--wait takes"),
    ],
)
def test_bad_words_are_one_line_that_says_what_to_give(shop: RenewalHome, argv: list[str], word: str) -> None:
    assert_one_line(shop.axis("renew", "Japan", "--confirm=9.00", *argv), 2, word)
    assert not shop.orders()


def test_an_esim_nobody_has_fails_in_one_line(shop: RenewalHome) -> None:
    assert_one_line(shop.axis("renew", "Atlantis"), 1, "no eSIM is called")


def test_with_several_methods_one_has_to_be_named_by_label_or_digits(shop: RenewalHome) -> None:
    shop.axis("payment", "add", "--kind", "debit-card", "--label", "bank", "--last4", "8810")
    said = shop.axis("renew", "Japan", "--package", "again", "--confirm=9")
    assert_one_line(said, 2, "--pay-with: Axis Mobile balance, bank, travel")
    assert shop.renew("--confirm=9", "--pay-with", "8810").code == 0
    assert shop.order(1).method_label == "bank"


def test_the_balance_pays_once_the_carrier_has_told_it(shop: RenewalHome) -> None:
    said = shop.renew("--confirm=9", "--pay-with", "balance")
    assert said.code == 0, said.err
    assert "balance after: 41.00 USD" in said.out
    assert shop.far.state().balance == usd(4_100)


def test_a_guided_renewal_says_whom_to_call_and_what_to_type_then(shop: RenewalHome) -> None:
    assert_one_line(
        shop.axis("renew", "Korea", "--package", "again", "--channel", "hotline"), 2, "carrier edit"
    )
    assert shop.axis("carrier", "edit", "handy", "--phone", "+81 3 5550 1234").code == 0
    argv = ("renew", "Korea", "--package", "again", "--channel", "hotline", "--confirm=9.00")
    said = shop.axis(*argv)
    assert (said.code, said.err) == (0, "")
    assert "+81 3 5550 1234" in said.out
    assert "tel:+81355501234" in said.out
    assert "axis-tui renewals paid 1 --amount 9.00" in said.out
    order = shop.order(1)
    assert (order.state, order.is_guided, order.channel) == ("intent", True, "hotline")


def test_what_a_shop_asks_is_typed_with_price(shop: RenewalHome) -> None:
    argv = ("renew", "Korea", "--package", "again", "--price", "12.00 USD")
    assert_one_line(shop.axis(*argv, "--confirm=9.00"), 2, "12.00 USD")
    assert shop.axis(*argv, "--confirm=12.00").code == 0
    assert shop.order(1).amount == usd(1_200)


def test_what_blocks_a_renewal_is_one_line_with_what_to_do(shop: RenewalHome) -> None:
    shop.axis("archive", "Japan")
    assert_one_line(shop.renew("--confirm=9"), 1, "archived", "--undo")
    assert not shop.orders()


def test_a_dry_run_makes_no_pass_that_could_spend(shop: RenewalHome) -> None:
    assert shop.renew("--confirm=9", "--wait", "0").code == 0
    shop.axis("renew", "Korea", "--package", "again", "--dry-run")
    said = shop.axis("renew", "Japan", "--dry-run")
    assert said.code == 0
    assert shop.order(1).state == "intent"
    assert not shop.charges()


def test_a_broken_carrier_of_the_settings_is_said_once_and_others_ways_remain(shop: RenewalHome) -> None:
    shop.far.path.unlink()
    said = shop.axis("renew", "Japan", "--package", "again", "--dry-run")
    assert said.code == 0
    assert "axis-tui doctor" in said.err
    assert "You order and pay on the page" in said.out
    doctor = {row["check"]: row for row in shop.axis("doctor", "--json").json["findings"]}
    assert doctor["carrier"]["grade"] == "fail"


def test_the_pin_is_asked_and_never_taken_from_argv(
    shop: RenewalHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.write(lambda tx: approval.set_pin(tx, "2580", 0))
    assert_one_line(shop.renew("--confirm=9"), 2, "--pin-file")
    monkeypatch.setattr("sys.stdin", io.StringIO("1357\n"))
    assert_one_line(shop.renew("--confirm=9", "--pin-file", "-"), 1, "wrong PIN; 2 tries left")
    assert not shop.orders()
    monkeypatch.setattr("sys.stdin", io.StringIO("2580\n"))
    assert shop.renew("--confirm=9", "--pin-file", "-").code == 0
    assert shop.charges() == [usd(900)]


def test_two_carriers_methods_are_not_mixed(home: Home) -> None:
    shop = renewal_home(home, balance=None)

    def add(tx: Any) -> None:
        (carrier_id,) = tx.row("SELECT id FROM carrier WHERE name = 'Handy'")
        add_method(tx, NewMethod(MethodKind.BALANCE, "theirs", carrier_id=carrier_id), 0)

    shop.write(add)
    assert_one_line(shop.renew("--confirm=9", "--pay-with", "theirs"), 2, "there are: travel")


def interrupt_at(look: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C when the order is looked at for that time."""
    found, looks = following._look, iter(range(1, 100))

    def looked(*arguments: Any) -> Any:
        if next(looks) == look:
            raise KeyboardInterrupt
        return found(*arguments)

    monkeypatch.setattr(following, "_look", looked)


def test_ctrl_c_takes_an_unsent_order_back(shop: RenewalHome, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupt_at(1, monkeypatch)
    said = shop.renew("--confirm=9")
    assert_one_line(said, 130, "order 1 is withdrawn: nothing was sent, nothing is charged")
    assert shop.order(1).state == "withdrawn"
    assert not shop.charges()


def test_ctrl_c_after_it_was_sent_says_that_it_goes_on(
    shop: RenewalHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupt_at(2, monkeypatch)
    said = shop.renew("--confirm=9")
    assert said.code == 130
    assert "order 1 goes on: it cannot be called back; see axis-tui renewals show 1" in said.err
    assert "No worker runs" in said.err
    assert shop.order(1).state == "succeeded"
    assert shop.charges() == [usd(900)]


def test_an_order_that_was_stored_though_its_commit_failed_is_followed(
    shop: RenewalHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stored_and_failed(*arguments: Any) -> Any:
        approve(*arguments)
        raise StoreFailed(shop.home.store, "I/O error")

    monkeypatch.setattr("axis_tui.cli.renew.approve", stored_and_failed)
    assert shop.renew("--confirm=9").code == 0
    assert shop.charges() == [usd(900)]
