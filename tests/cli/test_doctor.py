"""doctor and config: what they look at, and their exit codes."""

import tomllib

from tests.cli.home import Home


def grades(home: Home) -> dict[str, str]:
    return {row["check"]: row["grade"] for row in home.axis("doctor", "--json").json["findings"]}


def test_a_fresh_machine_has_nothing_that_fails(home: Home) -> None:
    said = home.axis("doctor")
    assert said.code == 0
    assert grades(home)["store"] == "warn"
    assert not home.store.exists()


def test_a_healthy_store_is_fine_throughout(travelling: Home) -> None:
    said = travelling.axis("doctor")
    assert said.code == 0
    assert "SQLite 3" in said.out
    assert "delete" in said.out
    found = grades(travelling)
    assert [found[check] for check in ("settings", "store", "mode", "integrity", "permissions")] == ["ok"] * 5
    assert found["worker"] == found["meter"] == "warn"


def of_the_meter(home: Home, esim: str) -> dict[str, str]:
    home.write_settings(f'[[meter]]\nkind = "simulated"\ninterface = "sim0"\nesim = "{esim}"\n')
    rows = home.axis("--config", str(home.config), "doctor", "--json").json["findings"]
    return next(row for row in rows if row["check"] == "meter")


def test_before_the_first_reading_the_esim_of_the_settings_is_shown(travelling: Home) -> None:
    found = of_the_meter(travelling, "Japan 10 GB")
    assert found["grade"] == "warn"
    assert "sim0 → Japan 10 GB" in found["finding"]


def test_a_meter_of_an_esim_nobody_has_fails_and_says_so(travelling: Home) -> None:
    found = of_the_meter(travelling, "Atlantis")
    assert found["grade"] == "fail"
    assert "no eSIM “Atlantis”" in found["finding"]


def test_one_esim_is_not_counted_as_several(home: Home) -> None:
    home.axis("add", "--name", "Japan", "--carrier", "Axis JP")
    assert "1 eSIM, " in home.axis("doctor").out
    home.axis("add", "--name", "Korea", "--carrier", "Axis KR")
    assert "2 eSIMs, " in home.axis("doctor").out


def test_a_damaged_store_fails_with_4(travelling: Home) -> None:
    with travelling.store.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 20_000)
    said = travelling.axis("doctor")
    assert said.code == 4
    assert "backup" in said.out


def test_an_emptied_store_fails_with_4(travelling: Home) -> None:
    travelling.store.write_bytes(b"")
    assert travelling.axis("doctor").code == 4


def test_loose_permissions_are_named_with_what_to_type(travelling: Home) -> None:
    travelling.store.chmod(0o644)
    assert grades(travelling)["permissions"] == "warn"
    assert f"chmod go-rwx {travelling.store}" in travelling.axis("doctor").out


def test_broken_settings_fail(home: Home) -> None:
    home.write_settings("nonsense")
    said = home.axis("--config", str(home.config), "doctor")
    assert said.code != 0
    assert "config.toml" in said.out


def test_config_path_is_where_the_settings_are_looked_for(home: Home) -> None:
    home.write_settings("")
    assert home.axis("--config", str(home.config), "config", "path").out == f"{home.config}\n"


def test_config_path_is_said_of_a_broken_file_too(home: Home) -> None:
    home.write_settings("nonsense")
    said = home.axis("--config", str(home.config), "config", "path")
    assert (said.code, said.out, said.err) == (0, f"{home.config}\n", "")
    assert home.axis("--config", str(home.config), "config", "show").code == 1


def test_config_show_is_toml_that_loads_back(home: Home) -> None:
    home.write_settings("language = 'zh_Hant'\n[worker]\nrefresh_seconds = 30\n")
    found = tomllib.loads(home.axis("--config", str(home.config), "config", "show").out)
    assert found["language"] == "zh_Hant"
    assert found["worker"]["refresh_seconds"] == 30


def test_no_terminal_gets_status_and_a_note(travelling: Home) -> None:
    said = travelling.axis()
    assert said.code == 0
    assert "Japan 10 GB" in said.out
    assert "axis-tui status" in said.err
