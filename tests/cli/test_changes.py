"""add, edit, archive, ack, snooze, refresh, worker: what they change, seen through the lists."""

import io
from pathlib import Path

import pytest

from axis_tui.demo.build import build
from axis_tui.store.read import detail, open_reader
from tests.cli.home import Home

CODE = "LPA:1$rsp.example.com$TOP-SECRET-0001"
SIMULATED = '[[meter]]\nkind = "simulated"\ninterface = "sim0"\nesim = "Japan 10 GB"\n'


def shown(home: Home, *argv: str) -> list[str]:
    return [esim["name"] for esim in home.axis("plans", "--json", "--sort", "name", *argv).json["plans"]]


def test_the_first_esim_makes_a_private_store(home: Home) -> None:
    said = home.axis(
        "add", "--name", "Japan 10 GB", "--carrier", "Axis JP", "--device", "Router", "--allowance", "10 GB",
        "--validity", "30 days", "--starts", "purchase", "--price", "9.00 USD", "--coverage", "JP",
        "--iccid", "8981300000000010017",
    )  # fmt: skip
    assert said.code == 0
    assert said.out == "added “Japan 10 GB” of Axis JP\n"
    assert home.store.stat().st_mode & 0o777 == 0o600
    assert home.store.parent.stat().st_mode & 0o777 == 0o700
    (esim,) = home.axis("plans", "--json").json["plans"]
    assert esim["status"] == "active"
    assert esim["device"] == "Router"
    assert esim["iccid"] == "…0017"
    assert esim["plan"]["left_bytes"] == 10_000_000_000


def test_a_plan_that_started_before_today_is_as_old_as_said(home: Home) -> None:
    said = home.axis(
        "add", "--name", "EU", "--carrier", "Axis EU", "--unlimited", "--validity", "10000 days",
        "--started", "2026-01-01",
    )  # fmt: skip
    assert said.code == 2
    said = home.axis(
        "add", "--name", "EU", "--carrier", "Axis EU", "--unlimited", "--validity", "9999 days",
        "--started", "2026-01-01",
    )  # fmt: skip
    assert said.code == 0
    assert home.axis("plans", "--json").json["plans"][0]["plan"]["starts_at"] == "2026-01-01T00:00:00Z"


def test_a_code_is_read_from_standard_input_and_never_printed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(CODE + "\n"))
    said = home.axis("add", "--code", "-")
    assert said.code == 0
    assert "TOP-SECRET" not in said.out + said.err
    assert shown(home) == ["rsp.example.com"]
    with open_reader(home.store) as reader:
        found = detail.esim(reader, 1)
        assert found is not None
        assert found.has_activation_code
    for argv in (["plans", "--json"], ["status", "--json"], ["doctor", "--json"]):
        assert "TOP-SECRET" not in home.axis(*argv).out


def test_a_dry_run_adds_nothing(home: Home) -> None:
    said = home.axis("add", "--name", "X", "--carrier", "Y", "--dry-run")
    assert said.code == 0
    assert "would add" in said.out
    assert not home.store.exists()


PLANNED = (
    "add",
    "--name",
    "X",
    "--carrier",
    "Y",
    "--allowance",
    "10 GB",
    "--zone",
    "Asia/Tokyo",
    "--dry-run",
)


def test_a_dry_run_shows_the_plan_that_would_be_added(home: Home) -> None:
    said = home.axis(*PLANNED, "--validity", "30d", "--started", "2026-01-01")
    assert said.out.splitlines() == [
        "would add “X” of Y",
        "plan “X”: 10.0 GB, 30 days",
        "starts 2026-01-01 00:00, ends 2026-01-31 00:00 (Asia/Tokyo)",
    ]
    said = home.axis(*PLANNED, "--validity", "1 month", "--purchased", "2026-01-01", "--within", "9999")
    assert said.out.splitlines()[1:] == [
        "plan “X”: 10.0 GB, 1 month from first use",
        "lapses 2053-05-18 00:00 (Asia/Tokyo) unless it starts before",
    ]
    assert not home.store.exists()


def test_the_same_iccid_of_one_carrier_twice_is_refused(home: Home) -> None:
    words = ("add", "--carrier", "C", "--iccid", "8981300000000010017")
    assert home.axis(*words, "--name", "A").code == 0
    assert home.axis(*words, "--name", "B").code == 2
    assert shown(home) == ["A"]


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_the_same_name_twice_is_refused_in_one_line(travelling: Home, dry: tuple[str, ...]) -> None:
    for argv in (
        ("add", "--name", "japan 10 gb", "--carrier", "C"),
        ("edit", "EU 20 GB", "--name", "Japan 10 GB"),
    ):
        said = travelling.axis(*argv, *dry)
        assert said.code == 2
        assert said.err.count("\n") == 1
        assert "already" in said.err
    assert shown(travelling) == ["EU 20 GB", "Japan 10 GB"]


def test_a_name_cannot_be_erased(travelling: Home) -> None:
    assert travelling.axis("edit", "EU 20 GB", "--name", "").code == 2
    assert shown(travelling) == ["EU 20 GB", "Japan 10 GB"]


def test_an_esim_is_meant_by_its_number(travelling: Home) -> None:
    rows = [line.split("\t") for line in travelling.axis("plans", "--plain").out.splitlines()[1:]]
    numbers = {row[1]: row[0] for row in rows}
    assert travelling.axis("edit", f"#{numbers['EU 20 GB']}", "--name", "Europe").code == 0
    assert travelling.axis("edit", numbers["Japan 10 GB"], "--name", "Nippon").code == 0
    assert shown(travelling) == ["Europe", "Nippon"]


def test_a_name_used_again_means_the_esim_that_is_not_archived(travelling: Home) -> None:
    travelling.axis("archive", "EU 20 GB")
    assert travelling.axis("add", "--name", "EU 20 GB", "--carrier", "Axis EU", "--notes", "new").code == 0
    assert travelling.axis("edit", "EU 20 GB", "--name", "Europe").code == 0
    assert shown(travelling) == ["Europe", "Japan 10 GB"]
    assert travelling.axis("archive", "EU 20 GB", "--undo").code == 0
    assert shown(travelling) == ["EU 20 GB", "Europe", "Japan 10 GB"]


def test_an_esim_is_renamed_and_moved(travelling: Home) -> None:
    assert travelling.axis("edit", "japan 10 gb", "--name", "Tokyo", "--device", "Tablet").code == 0
    assert shown(travelling) == ["EU 20 GB", "Tokyo"]
    assert shown(travelling, "--filter", "device:tablet") == ["Tokyo"]
    assert travelling.axis("edit", "Tokyo", "--name", "Kyoto", "--dry-run").code == 0
    assert shown(travelling) == ["EU 20 GB", "Tokyo"]


def test_edit_without_a_change_or_without_the_esim_is_refused(travelling: Home) -> None:
    assert travelling.axis("edit", "Japan 10 GB").code == 2
    assert travelling.axis("edit", "Atlantis", "--name", "X").code == 1


def test_an_esim_is_put_away_and_brought_back(travelling: Home) -> None:
    assert travelling.axis("archive", "EU 20 GB", "--dry-run").code == 0
    assert len(shown(travelling)) == 2
    assert travelling.axis("archive", "EU 20 GB").code == 0
    assert shown(travelling) == ["Japan 10 GB"]
    assert shown(travelling, "--all") == ["EU 20 GB", "Japan 10 GB"]
    assert travelling.axis("archive", "EU 20 GB", "--undo").code == 0
    assert len(shown(travelling)) == 2


@pytest.fixture
def alarmed(home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Home:
    """A home with the demo's alerts, at the demo's instant, its meters left out."""
    at = 1_795_176_000
    store = build(tmp_path, 7, at)
    monkeypatch.setenv("AXIS_TUI_STORE", str(store))
    monkeypatch.setenv("AXIS_TUI_STATE", str(store.parent / "state"))
    monkeypatch.setattr("axis_tui.bootstrap.clock", lambda: lambda: at)
    return home


def state_of(home: Home, number: int) -> str:
    everything = home.axis("alerts", "--all", "--json").json["alerts"]
    return next(str(alert["state"]) for alert in everything if alert["id"] == number)


def test_alerts_are_acknowledged_at_once_without_a_worker(alarmed: Home) -> None:
    first, second, *_ = [alert["id"] for alert in alarmed.axis("alerts", "--json").json["alerts"]]
    said = alarmed.axis("ack", str(first), str(second))
    assert (said.code, said.err) == (0, "")
    assert "2 alerts" in said.out
    assert state_of(alarmed, first) == state_of(alarmed, second) == "acknowledged"


def test_an_alert_acknowledged_twice_is_said_to_be_so_already(alarmed: Home) -> None:
    first, second, *_ = [str(alert["id"]) for alert in alarmed.axis("alerts", "--json").json["alerts"]]
    assert alarmed.axis("ack", first).code == 0
    said = alarmed.axis("ack", first)
    assert (said.code, said.out, said.err) == (0, f"Alert {first} is already acknowledged.\n", "")
    assert "1 alert acknowledged" in alarmed.axis("ack", first, second, second).out
    assert state_of(alarmed, int(second)) == "acknowledged"


def test_an_alert_is_snoozed_until_its_time(alarmed: Home) -> None:
    number = alarmed.axis("alerts", "--json").json["alerts"][0]["id"]
    assert alarmed.axis("snooze", str(number), "--for", "2h").code == 0
    everything = alarmed.axis("alerts", "--all", "--json").json["alerts"]
    found = next(alert for alert in everything if alert["id"] == number)
    assert found["state"] == "snoozed"
    assert found["snoozed_until"] == "2026-11-20T14:00:00Z"


@pytest.mark.parametrize(
    ("argv", "code"),
    [(["ack", "one"], 2), (["ack", "999"], 1), (["snooze", "1", "--for", "ever"], 2), (["ack"], 2)],
)
def test_alerts_that_are_not_there_are_said(alarmed: Home, argv: list[str], code: int) -> None:
    said = alarmed.axis(*argv)
    assert said.code == code
    assert said.err.count("\n") == 1


def test_refresh_reads_the_meters_of_the_settings(travelling: Home) -> None:
    travelling.write_settings(SIMULATED)
    config = ("--config", str(travelling.config))
    said = travelling.axis(*config, "refresh")
    assert (said.code, said.err) == (0, "")
    assert said.out == "1 meter read.\n"
    doctor = {row["check"]: row for row in travelling.axis(*config, "doctor", "--json").json["findings"]}
    assert doctor["meter"]["grade"] == "ok"
    assert "Japan 10 GB" in doctor["meter"]["finding"]


def test_refresh_and_doctor_speak_only_of_meters_in_the_settings(travelling: Home) -> None:
    travelling.write_settings('[[meter]]\nkind = "kernel"\ninterface = "nosuch0"\n')
    config = ("--config", str(travelling.config))
    assert travelling.axis(*config, "refresh").code == 1
    travelling.write_settings(SIMULATED)
    said = travelling.axis(*config, "refresh")
    assert (said.code, said.out, said.err) == (0, "1 meter read.\n", "")
    doctor = travelling.axis(*config, "doctor")
    assert doctor.code == 0
    assert "nosuch0" not in doctor.out


def test_a_meter_that_cannot_be_read_is_not_blamed_on_a_worker_that_is_not_there(travelling: Home) -> None:
    travelling.write_settings('[[meter]]\nkind = "kernel"\ninterface = "nosuch0"\n')
    said = travelling.axis("--config", str(travelling.config), "refresh")
    assert "nosuch0" in said.err
    assert "the worker" not in said.err


def test_refresh_without_a_meter_says_how_to_name_one(travelling: Home) -> None:
    said = travelling.axis("refresh")
    assert said.code == 0
    assert "config path" in said.out


def test_refresh_without_a_store_makes_none(home: Home) -> None:
    assert home.axis("refresh").code == 4
    assert not home.store.exists()


def test_one_pass_of_the_worker(travelling: Home) -> None:
    travelling.write_settings(SIMULATED)
    assert travelling.axis("--config", str(travelling.config), "worker", "--once").code == 0
