"""The plan that a person describes with flags."""

import argparse

import pytest

from axis_tui.cli.arguments import instant, span_seconds
from axis_tui.cli.parser import Parser
from axis_tui.cli.problem import UsageProblem
from axis_tui.cli.terms import add_terms, terms
from axis_tui.domain.package import Billing, CapRule, Terms
from axis_tui.domain.problem import Problem
from axis_tui.domain.units import GB, GIB
from axis_tui.domain.validity import StartRule, ValidityClock, ValidityUnit


def typed(*words: str) -> argparse.Namespace:
    parser = Parser(prog="test")
    add_terms(parser)
    return parser.parse_args(words)


def described(*words: str) -> Terms:
    found = terms(typed(*words), "Japan", "Asia/Tokyo")
    assert found is not None
    return found


def test_a_prepaid_plan_of_ten_gigabytes() -> None:
    found = described(
        "--allowance", "10 GB", "--validity", "30 days", "--price", "9.00 USD", "--coverage", "jp,kr"
    )
    assert found.allowance_bytes == 10 * GB
    assert (found.validity.count, found.validity.unit) == (30, ValidityUnit.DAY)
    assert found.validity.clock is ValidityClock.ROLLING
    assert found.validity.zone == "Asia/Tokyo"
    assert found.start_rule is StartRule.FIRST_USE
    assert found.coverage == ("JP", "KR")
    assert found.price is not None
    assert found.price.minor == 900


def test_an_unlimited_plan_with_a_daily_cap_in_gibibytes() -> None:
    found = described("--unlimited", "--daily-cap", "2 GB", "--binary", "--validity", "week", "--cut")
    assert found.allowance_bytes is None
    assert found.daily_cap_bytes == 2 * GIB
    assert found.cap_rule is CapRule.CUT


def test_a_postpaid_month_by_the_calendar() -> None:
    found = described(
        "--allowance", "40 GB", "--validity", "1 month", "--calendar", "--postpaid",
        "--zone", "Europe/Stockholm", "--starts", "install",
    )  # fmt: skip
    assert found.billing is Billing.POSTPAID
    assert found.validity.clock is ValidityClock.CALENDAR
    assert found.validity.zone == "Europe/Stockholm"
    assert found.start_rule is StartRule.INSTALL


def test_nothing_described_is_no_plan() -> None:
    assert terms(typed(), "Japan", "UTC") is None


@pytest.mark.parametrize(
    "words",
    [
        ["--allowance", "10 GB"],
        ["--validity", "30 days"],
        ["--validity", "30 days", "--allowance", "1 GB", "--unlimited"],
        ["--validity", "soon", "--allowance", "1 GB"],
        ["--validity", "0 days", "--allowance", "1 GB"],
        ["--validity", "30 days", "--allowance", "ten"],
        ["--validity", "30 days", "--allowance", "1 GB", "--price", "nine"],
        ["--validity", "30 days", "--allowance", "1 GB", "--zone", "Mars/Base"],
        ["--validity", "30 days", "--allowance", "1 GB", "--within", "0"],
        ["--validity", "30m", "--allowance", "1 GB"],
        ["--validity", "d", "--allowance", "1 GB"],
        ["--validity", "30 days", "--allowance", "1 GB", "--coverage", "Japan"],
        ["--validity", "30 days", "--allowance", "1 GB", "--coverage", "JP ZZ"],
    ],
)
def test_half_or_wrong_descriptions_are_refused(words: list[str]) -> None:
    with pytest.raises(Problem):
        described(*words)


@pytest.mark.parametrize(
    "words",
    [
        ["--price", "9.00 USD"],
        ["--zone", "Asia/Tokyo"],
        ["--coverage", "JP"],
        ["--plan", "Japan"],
        ["--within", "90"],
        ["--starts", "install"],
        ["--started", "2026-01-01"],
        ["--purchased", "2026-01-01"],
        ["--postpaid"],
        ["--binary"],
        ["--calendar"],
        ["--cut"],
    ],
)
def test_what_describes_a_plan_is_not_dropped_where_the_rest_is_missing(words: list[str]) -> None:
    with pytest.raises(UsageProblem, match=r"--allowance .* --validity"):
        described(*words)
    with pytest.raises(UsageProblem, match="--validity"):
        described(*words, "--unlimited")
    with pytest.raises(UsageProblem, match="--allowance"):
        described(*words, "--validity", "1 week")


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [("30d", 30, ValidityUnit.DAY), ("2W", 2, ValidityUnit.WEEK), (" 1y ", 1, ValidityUnit.YEAR)],
)
def test_a_validity_may_be_short(text: str, count: int, unit: ValidityUnit) -> None:
    found = described("--unlimited", "--validity", text).validity
    assert (found.count, found.unit) == (count, unit)


@pytest.mark.parametrize(
    ("text", "seconds"), [("90m", 5_400), ("4h", 14_400), ("1d", 86_400), ("2w", 1_209_600)]
)
def test_spans_of_time(text: str, seconds: int) -> None:
    assert span_seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "d", "1", "0d", "-1d", "1y", "¹d", "99999d"])
def test_what_is_no_span_of_time(text: str) -> None:
    with pytest.raises(UsageProblem):
        span_seconds(text)


def test_dates_are_in_the_zone_unless_they_say_another() -> None:
    assert instant("1970-01-02", "UTC") == 86_400
    assert instant("1970-01-02", "Asia/Tokyo") == 86_400 - 9 * 3_600
    assert instant("1970-01-02T00:00+01:00", "Asia/Tokyo") == 86_400 - 3_600


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "", "0001-01-01T00:00+23:59"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(UsageProblem):
        instant(text, "UTC")
