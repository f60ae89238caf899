"""payment and carrier: a label and four digits, never a card's number; how a carrier is reached."""

import pytest

from tests.cli.home import Home, Said
from tests.cli.renewal_home import RenewalHome


def one_line(said: Said, code: int, *words: str) -> bool:
    return said.code == code and said.err.count("\n") == 1 and all(word in said.err for word in words)


def labels(home: Home, *argv: str) -> list[str]:
    return [row["label"] for row in home.axis("payment", "--json", *argv).json["methods"]]


ADD = ("payment", "add", "--kind", "card", "--label", "travel")


def test_a_method_is_added_listed_and_put_away(home: Home) -> None:
    said = home.axis(*ADD, "--last4", "4242", "--expires", "12/40")
    assert (said.code, said.out) == (0, "added “travel”\n")
    assert "card …4242 (travel)" in home.axis("payment").out
    assert "12/40" in home.axis("payment", "list").out
    (row,) = home.axis("payment", "--json").json["methods"]
    assert (row["kind"], row["last4"], row["expires"]) == ("card", "4242", "2040-12")
    assert home.axis("payment", "--plain").out.splitlines()[1].startswith("1\tcard\ttravel\t4242\t2040-12")
    assert home.axis("payment", "retire", "4242", "--dry-run").out == "would put away “travel”\n"
    assert labels(home) == ["travel"]
    assert home.axis("payment", "retire", "4242").out == "put away “travel”\n"
    assert labels(home) == []
    assert labels(home, "--all") == ["travel"]


def test_a_dry_run_adds_nothing_and_makes_no_store(home: Home) -> None:
    assert home.axis(*ADD, "--dry-run").out == "would add “travel”\n"
    assert not home.store.exists()


def test_a_dry_run_adds_nothing(travelling: Home) -> None:
    assert travelling.axis(*ADD, "--dry-run").out == "would add “travel”\n"
    assert labels(travelling) == []


@pytest.mark.parametrize(
    ("argv", "secret"),
    [
        (["--last4", "4242424242424242"], "42424242"),
        (["--label", "4111 1111 1111 1111"], "4111"),
        (["--last4", "12"], "nothing to hide"),
        (["--expires", "13/28"], "nothing to hide"),
        (["--expires", "12/20"], "nothing to hide"),
        (["--kind", "cheque"], "nothing to hide"),
    ],
)
def test_what_is_no_method_is_one_line_and_a_cards_number_is_not_repeated(
    home: Home, argv: list[str], secret: str
) -> None:
    said = home.axis(*ADD, *argv)
    assert one_line(said, 2)
    assert secret not in said.err
    assert not home.store.exists() or labels(home) == []


def test_a_label_in_use_is_refused(home: Home) -> None:
    home.axis(*ADD)
    assert one_line(home.axis(*ADD), 2, "already")
    assert one_line(home.axis("payment", "retire", "nobody"), 2, "there are: travel")


def test_putting_a_method_away_says_which_rules_rest(shop: RenewalHome) -> None:
    said = shop.axis(
        "auto-renew", "Japan", "on", "--when", "data<500MB", "--package", "again", "--pay-with", "travel",
        "--confirm=9",
    )  # fmt: skip
    assert said.code == 0, said.err
    assert "1 auto-renew rule rests" in shop.axis("payment", "retire", "travel").out
    assert shop.axis("auto-renew", "Japan", "--json").json["rule"]["suspended_for"] == "method_unusable"


def test_a_carriers_contacts_are_changed_one_by_one(travelling: Home) -> None:
    edit = ("carrier", "edit", "axis jp")
    assert one_line(travelling.axis(*edit), 2, "--phone")
    assert travelling.axis(*edit, "--phone", "+81 3 5550 1234", "--dry-run").out == "would change “Axis JP”\n"
    assert travelling.axis(*edit, "--phone", "+81 3 5550 1234", "--zone", "Asia/Tokyo").code == 0
    assert travelling.axis(*edit, "--renew-url", "https://renew.example", "--country", "JP").code == 0
    found = {row["name"]: row for row in travelling.axis("carrier", "--json").json["carriers"]}["Axis JP"]
    assert (found["phone"], found["time_zone"]) == ("+81 3 5550 1234", "Asia/Tokyo")
    assert (found["renew_url"], found["country"]) == ("https://renew.example", "JP")
    assert "https://renew.example" in travelling.axis("carrier").out
    assert travelling.axis(*edit, "--phone", "").code == 0
    assert "5550" not in travelling.axis("carrier").out


@pytest.mark.parametrize(
    "argv", [["--zone", "Mars/Base"], ["--country", "Japan"], ["--hours", "whenever"], ["--store-hours", "-"]]
)
def test_a_contact_that_cannot_be_is_one_line(travelling: Home, argv: list[str]) -> None:
    assert one_line(travelling.axis("carrier", "edit", "Axis JP", *argv), 2)


def test_a_name_that_fits_two_carriers_is_said(travelling: Home) -> None:
    assert one_line(travelling.axis("carrier", "edit", "axis", "--phone", "1"), 1, "Axis EU, Axis JP")


def test_hostile_names_reach_no_terminal(home: Home) -> None:
    home.axis("add", "--name", "X", "--carrier", "Evil\x1b[31m[/x]\u202e")
    home.axis("payment", "add", "--kind", "paypal", "--label", "\x1b]0;x\x07=cmd")
    for argv in (["carrier"], ["carrier", "--plain"], ["payment"], ["payment", "--plain"]):
        said = home.axis(*argv)
        assert said.code == 0
        assert "\x1b" not in said.out
        assert "\u202e" not in said.out
