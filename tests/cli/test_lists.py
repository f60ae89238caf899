"""status, plans, usage, alerts: what people and scripts read."""

import json
import re
from pathlib import Path

import pytest

from axis_tui.demo.build import build
from tests.cli.home import Home

AT = 1_795_176_000
MASKED = "…"


@pytest.fixture(scope="module")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("world"), 7, AT)


@pytest.fixture
def world(home: Home, demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home that reads the demo's store at its own instant."""
    monkeypatch.setenv("AXIS_TUI_STORE", str(demo_store))
    monkeypatch.setenv("AXIS_TUI_STATE", str(demo_store.parent / "state"))
    monkeypatch.setattr("axis_tui.bootstrap.clock", lambda: lambda: AT)
    return home


def test_status_without_a_store_says_what_to_do(home: Home) -> None:
    said = home.axis("status")
    assert said.code == 0
    assert "axis-tui add" in said.out
    assert home.axis("status", "--json").json["esims"] == 0
    assert not home.store.exists()


def test_status_is_one_screenful_with_the_worst_first(world: Home) -> None:
    lines = world.axis("status").out.splitlines()
    assert len(lines) <= 24
    assert all(len(line) <= 80 for line in lines)
    names = [line[1:15].strip() for line in lines[1:-1]]
    assert names.index("Gulf 8 GB") < names.index("EU 20 GB") < names.index("Japan 10 GB")
    assert "open alerts" in lines[-1]
    assert "no worker" in lines[-1]


def test_status_check_tells_of_open_alerts_by_its_exit_code(world: Home, home: Home) -> None:
    assert world.axis("status", "--check").code == 3
    assert world.axis("status", "--check", "--json").code == 3
    assert world.axis("status").code == 0


def test_status_check_is_fine_without_alerts(travelling: Home) -> None:
    assert travelling.axis("status", "--check").code == 0


def test_status_json_has_a_schema_instants_and_bytes(world: Home) -> None:
    said = world.axis("status", "--json").json
    assert said["schema"] == "axis-tui/status/1"
    assert said["generated_at"] == "2026-11-20T12:00:00Z"
    assert said["esims"] == 12
    japan = next(esim for esim in said["shown"] if esim["name"] == "Japan 10 GB")
    assert japan["plan"]["allowance_bytes"] == 10_000_000_000
    assert japan["plan"]["expires_at"].endswith("Z")
    assert japan["iccid"] == "…0017"
    assert said["worker"]["running"] is False


def test_no_identifier_and_no_activation_code_is_printed_in_full(world: Home) -> None:
    outputs = [world.axis(*argv).out for argv in (
        ["status"], ["status", "--json"], ["plans", "--json", "--all"], ["plans", "--plain"],
        ["alerts", "--json"],
    )]  # fmt: skip
    for text in outputs:
        assert "89813" not in text
        assert "LPA:" not in text


def test_plans_as_json_are_all_of_them_in_the_order_asked_for(world: Home) -> None:
    said = world.axis("plans", "--json", "--sort", "name").json
    names = [esim["name"] for esim in said["plans"]]
    assert names == sorted(names, key=str.casefold)
    assert len(names) == 12
    backwards = world.axis("plans", "--json", "--sort", "name", "--reverse").json
    assert [esim["name"] for esim in backwards["plans"]] == names[::-1]
    assert len(world.axis("plans", "--json", "--all").json["plans"]) == 13


def test_plans_are_filtered(world: Home) -> None:
    said = world.axis("plans", "--json", "--filter", "state:low").json
    assert [esim["name"] for esim in said["plans"]] == ["Thailand 3 GB"]
    assert "No eSIM matches" in world.axis("plans", "--filter", "atlantis").out


def test_a_filter_that_says_nothing_known_is_one_line(world: Home) -> None:
    said = world.axis("plans", "--filter", "colour:red")
    assert said.code == 2
    assert said.err.startswith("axis-tui: ")
    assert said.err.count("\n") == 1


def test_plain_plans_are_tab_separated_with_a_header(world: Home) -> None:
    header, *rows = world.axis("plans", "--plain").out.splitlines()
    assert header.split("\t")[:3] == ["esim_id", "name", "carrier"]
    assert len(rows) == 12
    assert all(len(row.split("\t")) == len(header.split("\t")) for row in rows)


def test_usage_of_one_esim_by_day_adds_up(world: Home) -> None:
    said = world.axis("usage", "Japan 10 GB", "--json", "--days", "30").json
    assert said["by"] == "day"
    assert len(said["rows"]) == 30
    japan = next(
        esim for esim in world.axis("plans", "--json").json["plans"] if esim["name"] == "Japan 10 GB"
    )
    counted = sum(row["rx_bytes"] + row["tx_bytes"] for row in said["rows"])
    assert counted > 0
    assert abs(counted - japan["plan"]["used_bytes"]) < counted // 10


@pytest.mark.parametrize(("by", "rows"), [("hour", 13), ("day", 14), ("week", 13), ("month", 13)])
def test_usage_of_all_by_each_length(world: Home, by: str, rows: int) -> None:
    said = world.axis("usage", "--by", by, "--json").json
    assert len(said["rows"]) == rows
    assert any(row["rx_bytes"] for row in said["rows"])


def test_the_same_bytes_by_hour_and_by_day(world: Home) -> None:
    sums = [
        sum(row["rx_bytes"] for row in world.axis(
            "usage", "--by", by, "--from", "2026-11-10", "--to", "2026-11-19", "--json").json["rows"])
        for by in ("hour", "day")
    ]  # fmt: skip
    assert sums[0] == sums[1] > 0


@pytest.mark.parametrize(
    "argv",
    [["--from", "tomorrow"], ["--from", "2026-11-20", "--to", "2026-11-01"],
     ["--days", "0"], ["--days", "-3"],
     ["--from", "2026-11-01", "--days", "3"], ["--days", "999999"], ["--by", "moon"]],
)  # fmt: skip
def test_ranges_that_cannot_be_are_wrong_use(world: Home, argv: list[str]) -> None:
    said = world.axis("usage", *argv)
    assert said.code == 2
    assert said.err.count("\n") == 1


def test_an_esim_nobody_has_is_said(world: Home) -> None:
    said = world.axis("usage", "Atlantis")
    assert said.code == 1
    assert "Atlantis" in said.err


def test_a_name_that_fits_several_asks_for_more(world: Home) -> None:
    said = world.axis("usage", "GB")
    assert said.code == 1
    assert "say more" in said.err
    assert re.search(r"#\d+ “.+” and #\d+ “", said.err)


def test_an_esim_is_found_by_the_end_of_its_iccid(world: Home) -> None:
    assert world.axis("usage", "0017", "--json").json["esim"] == "Japan 10 GB"


def test_alerts_are_listed_open_ones_first_and_all_on_demand(world: Home) -> None:
    shown = world.axis("alerts", "--json").json["alerts"]
    everything = world.axis("alerts", "--json", "--all").json["alerts"]
    assert {alert["state"] for alert in shown} == {"open"}
    assert {alert["state"] for alert in everything} >= {"open", "acknowledged", "snoozed"}
    lines = world.axis("alerts").out.splitlines()
    assert len(lines) == len(shown)
    assert lines[0].split()[0].isdigit()
    assert len(world.axis("alerts", "--plain").out.splitlines()) == len(shown) + 1


def test_chinese_is_spoken_where_asked(world: Home) -> None:
    said = world.axis("--language", "zh_Hans", "status", "--json")
    assert json.loads(said.out)["schema"] == "axis-tui/status/1"
    assert said.code == 0


def test_ascii_sends_nothing_else(world: Home) -> None:
    assert world.axis("--ascii", "plans", "--filter", "device:phone eu").out.isascii()
    assert world.axis("--ascii", "usage", "Japan").out.isascii()
