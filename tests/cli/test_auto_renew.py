"""auto-renew: the sentence and dry run before consent, off at once, and what a suspended rule needs."""

from typing import Any

import pytest

from axis_tui.domain.auto_renew import SuspendReason
from axis_tui.store.write import approval
from axis_tui.store.write import auto_renew as write
from axis_tui.store.write.orders import NewOrder, place
from tests.cli.home import Said
from tests.cli.renewal_home import RenewalHome, pin_file, usd

ON = ("auto-renew", "Japan", "on", "--package", "again", "--pay-with", "travel")
WHEN = ("--when", "data<500MB")


def one_line(said: Said, code: int, *words: str) -> bool:
    return said.code == code and said.err.count("\n") == 1 and all(word in said.err for word in words)


def rule(shop: RenewalHome) -> dict[str, Any] | None:
    found = shop.axis("auto-renew", "Japan", "--json").json["rule"]
    assert found is None or isinstance(found, dict)
    return found


@pytest.fixture
def ruled(shop: RenewalHome) -> RenewalHome:
    """Japan renews itself below 500 MB; it has 1 GB."""
    said = shop.axis(*ON, *WHEN, "--confirm=9")
    assert said.code == 0, said.err
    return shop


def test_there_is_no_rule_until_one_is_agreed_to(shop: RenewalHome) -> None:
    assert rule(shop) is None
    assert "no auto-renew rule" in shop.axis("auto-renew", "Japan").out
    assert "No auto-renew rule yet" in shop.axis("auto-renew").out


def test_the_rule_and_its_dry_run_are_told_before_anything_is_agreed_to(shop: RenewalHome) -> None:
    said = shop.axis(*ON, *WHEN, "--dry-run")
    assert (said.code, said.err) == (0, "")
    assert "When less than 500 MB is left, buy Japan 5 GB for 9.00 USD" in said.out
    assert "at worst 27.00 USD a month" in said.out
    assert rule(shop) is None


@pytest.mark.parametrize("typed", ["8", "9.01", "9 EUR", ""])
def test_another_price_agrees_to_nothing(shop: RenewalHome, typed: str) -> None:
    assert one_line(shop.axis(*ON, *WHEN, f"--confirm={typed}"), 2, "that is not 9.00 USD")
    assert one_line(shop.axis(*ON, *WHEN, "--no-input"), 2, "--confirm=9.00")
    assert rule(shop) is None


def test_the_price_typed_switches_it_on(ruled: RenewalHome) -> None:
    found = rule(ruled)
    assert found is not None
    assert (found["state"], found["trigger"], found["value"]) == ("on", "data_below", 500_000_000)
    assert found["price"]["text"] == "9.00 USD"
    assert found["cap_month"]["text"] == "27.00 USD"
    assert "auto-renew on: at 500 MB left" in ruled.axis("auto-renew").out
    assert "● on" in ruled.axis("auto-renew", "Japan").out
    assert not ruled.charges()


@pytest.mark.parametrize(
    ("typed", "trigger", "value"),
    [
        ("data<1GB", "data_below", 10**9),
        ("data < 1.5 GB", "data_below", 1_500_000_000),
        ("data below 10%", "data_below_percent", 10),
        ("3 days before expiry", "before_expiry", 3),
        ("1 day before the expiry", "before_expiry", 1),
        ("At Expiry", "at_expiry", 0),
    ],
)
def test_what_it_waits_for_is_typed_in_plain_words(
    shop: RenewalHome, typed: str, trigger: str, value: int
) -> None:
    said = shop.axis(*ON, "--when", typed, "--dry-run", "--json")
    assert said.code == 0, said.err
    assert (said.json["rule"]["trigger"], said.json["rule"]["value"]) == (trigger, value)
    assert said.json["is_kept"] is False


def test_an_amount_fills_the_balance(shop: RenewalHome) -> None:
    argv = ("auto-renew", "Japan", "on", "--when", "balance<5.00 USD", "--amount", "20.00 USD")
    said = shop.axis(*argv, "--pay-with", "travel", "--confirm=20", "--json")
    assert said.code == 0, said.err
    assert (said.json["rule"]["trigger"], said.json["rule"]["value"]) == ("balance_below", 500)
    assert one_line(shop.axis(*argv, "--pay-with", "balance", "--confirm=20"), 2, "from itself")


@pytest.mark.parametrize(
    "argv",
    [
        [], ["--when", "whenever"], ["--when", "data<5"], ["--when", "data<0%"], ["--when", "balance<5 USD"],
        ["--when", "data<5GB"], ["--when", "30 days before expiry"], [*WHEN, "--cap-day", "8"],
        [*WHEN, "--cap-day", "many"], [*WHEN, "--retry", "soon"], [*WHEN, "--retry", "1m,30d"],
        [*WHEN, "--overage", "0"], [*WHEN, "--overage", "-5"], [*WHEN, "--then", "dance"],
        [*WHEN, "--amount", "20.00 USD"], [*WHEN, "--cap-month", "27 EUR"],
        [*WHEN, "--overage", "9", "--then", "buy", "--cap-plan", "none", "--cap-day", "none",
         "--cap-month", "none"],
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_one_line(shop: RenewalHome, argv: list[str]) -> None:
    assert one_line(shop.axis(*ON, *argv, "--confirm=9"), 2)
    assert rule(shop) is None


def test_caps_overage_and_ladder_are_as_typed(shop: RenewalHome) -> None:
    said = shop.axis(
        *ON, *WHEN, "--cap-plan", "none", "--cap-day", "18", "--cap-month", "90.00 USD", "--overage", "18",
        "--then", "slow", "--retry", "15m,2h", "--confirm=9", "--json",
    )  # fmt: skip
    assert said.code == 0, said.err
    found = rule(shop)
    assert found is not None
    assert found["cap_plan"] is None
    assert (found["cap_day"]["minor"], found["cap_month"]["minor"]) == (1_800, 9_000)
    assert (found["overage"], found["overage_limit"]["minor"], found["overage_then"]) == (
        "allowed", 1_800, "slow",
    )  # fmt: skip
    assert found["retry_s"] == [900, 7_200]


def test_a_carrier_kept_by_hand_renews_nothing_by_itself(shop: RenewalHome) -> None:
    said = shop.axis("auto-renew", "Korea", "on", *WHEN, "--package", "again", "--confirm=9")
    assert one_line(said, 1, "kept by hand", "[[carrier]]")


def test_off_is_at_once_and_says_what_was_withdrawn(ruled: RenewalHome) -> None:
    from axis_tui.domain.renewal_word import Channel

    def ask(tx: Any) -> int:
        row = tx.row("SELECT package_id, method_id, version FROM auto_renew")
        new = NewOrder(1, row[0], Channel.AUTO, usd(900), method_id=row[1], rule_version=row[2])
        return place(tx, new, tx.now)

    number = ruled.write(ask)
    dry = ruled.axis("auto-renew", "Japan", "off", "--dry-run")
    assert "would be off" in dry.out
    assert ruled.order(number).state == "intent"
    said = ruled.axis("auto-renew", "Japan", "off")
    assert said.out.splitlines() == [
        "auto-renew of “Japan” is off",
        f"order {number} is withdrawn: nothing was sent, nothing is charged",
    ]
    assert ruled.order(number).state == "withdrawn"
    found = rule(ruled)
    assert found is not None
    assert found["state"] == "off"
    assert ruled.axis("auto-renew", "Japan", "off").code == 0


def test_what_is_due_is_bought_by_the_next_pass_once(ruled: RenewalHome) -> None:
    assert ruled.axis(*ON, "--when", "data<2GB", "--confirm=9").code == 0
    ruled.axis("worker", "--once")
    ruled.axis("worker", "--once")
    assert ruled.charges() == [usd(900)]
    assert ruled.axis("renewals", "--json", "--channel", "auto").json["orders"][0]["state"] == "succeeded"


def test_a_suspended_rule_goes_on_by_the_price_typed(ruled: RenewalHome) -> None:
    assert one_line(ruled.axis("auto-renew", "Japan", "resume", "--confirm=9"), 1, "not suspended")
    ruled.write(lambda tx: write.suspend(tx, 1, SuspendReason.DECLINED_HARD, tx.now))
    assert "1 rule suspended: axis-tui auto-renew" in ruled.axis("status").out
    assert "is suspended: the payment was refused" in ruled.axis("doctor").out
    assert "Suspended: the payment was refused" in ruled.axis("auto-renew", "Japan").out
    assert one_line(ruled.axis("auto-renew", "Japan", "resume"), 2, "--confirm=9.00")
    assert ruled.axis("auto-renew", "Japan", "resume", "--dry-run").code == 0
    assert ruled.axis("auto-renew", "Japan", "resume", "--confirm=9").code == 0
    found = rule(ruled)
    assert found is not None
    assert found["state"] == "on"


def test_what_only_a_new_consent_wakes_is_not_resumed(ruled: RenewalHome) -> None:
    ruled.write(lambda tx: write.suspend(tx, 1, SuspendReason.PRICE_CHANGED, tx.now))
    said = ruled.axis("auto-renew", "Japan", "resume", "--confirm=9")
    assert one_line(said, 1, "the price has changed", "agree to the new price")


def test_the_pin_is_asked_for_on_and_not_for_off(ruled: RenewalHome) -> None:
    ruled.write(lambda tx: approval.set_pin(tx, "2580", 0))
    assert one_line(ruled.axis(*ON, *WHEN, "--confirm=9"), 2, "--pin-file")
    assert ruled.axis(*ON, *WHEN, "--confirm=9", "--pin-file", pin_file(ruled, "2580")).code == 0
    assert ruled.axis("auto-renew", "Japan", "off").code == 0


def test_all_rules_as_json(ruled: RenewalHome) -> None:
    found = ruled.axis("auto-renew", "--json").json
    assert found["schema"] == "axis-tui/auto-renew/1"
    assert [row["esim"] for row in found["rules"]] == ["Japan"]
