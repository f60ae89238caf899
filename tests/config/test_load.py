"""Settings come from the file, the environment and flags, in that order, and say where each came from."""

from datetime import date
from pathlib import Path

import pytest

from axis_tui.config import CarrierSettings, ChipSettings, MeterSettings, Settings, SettingsProblem, load


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def load_text(file: Path, text: str, **environ: str) -> Settings:
    file.write_text(text, encoding="utf-8")
    return load(file, environ)


def refusal(file: Path, text: str, **environ: str) -> str:
    """The message for settings that cannot be used, with the directory left out."""
    with pytest.raises(SettingsProblem) as caught:
        load_text(file, text, **environ)
    message = str(caught.value)
    assert "\n" not in message
    return message.replace(f"{file.parent}/", "")


def test_without_any_file_the_defaults_hold(tmp_path: Path) -> None:
    settings = load(None, {"HOME": str(tmp_path)})
    assert settings.worker.refresh_seconds == 60
    assert settings.alerts.expiry_days == (30, 7, 3, 1)
    assert settings.meters == ()
    assert set(settings.origins.values()) == {"default"}


def test_an_empty_file_is_the_same_as_none(file: Path, tmp_path: Path) -> None:
    assert load_text(file, "").alerts == load(None, {"HOME": str(tmp_path)}).alerts


def test_a_flag_wins_over_the_environment_which_wins_over_the_file(file: Path) -> None:
    file.write_text('theme = "light"\nglyphs = "ascii"\nlanguage = "en"\n')
    environ = {"AXIS_TUI_THEME": "ansi", "AXIS_TUI_LANGUAGE": "zh_Hans"}
    settings = load(file, environ, {"language": "zh_Hant", "theme": None})
    assert (settings.glyphs, settings.theme, settings.language) == ("ascii", "ansi", "zh_Hant")
    assert settings.origins["glyphs"] == f"{file}:2"
    assert settings.origins["theme"] == "AXIS_TUI_THEME"
    assert settings.origins["language"] == "--language"


def test_numbers_and_lists_come_from_the_environment_as_text(file: Path) -> None:
    settings = load_text(
        file, "", AXIS_TUI_WORKER_REFRESH_SECONDS="15", AXIS_TUI_ALERTS_EXPIRY_DAYS="1, 14 3"
    )
    assert settings.worker.refresh_seconds == 15
    assert settings.alerts.expiry_days == (14, 3, 1)


def test_an_empty_variable_counts_as_not_set(file: Path) -> None:
    assert load_text(file, 'theme = "light"', AXIS_TUI_THEME="").theme == "light"


def test_the_chip_is_read_from_the_file_and_the_environment(file: Path) -> None:
    settings = load_text(
        file,
        """
        [chip]
        lpac = "/opt/lpac/bin/lpac"
        host = "root@192.0.2.1"
        apdu = "qmi_qrtr"
        device = "/dev/cdc-wdm1"
        slot = 2
        """,
        AXIS_TUI_CHIP_HTTP="curl",
        AXIS_TUI_CHIP_TIMEOUT_SECONDS="90",
    )
    assert settings.chip == ChipSettings(
        "/opt/lpac/bin/lpac", "root@192.0.2.1", "qmi_qrtr", "/dev/cdc-wdm1", 2, "curl", 90
    )


def test_without_settings_the_chip_is_lpacs_own_choice_on_this_machine(file: Path) -> None:
    empty = 'host = ""\napdu = ""\ndevice = ""\nhttp = ""'
    assert load_text(file, f"[chip]\n{empty}").chip == load_text(file, "").chip == ChipSettings()


def test_a_meter_is_read_with_its_options(file: Path) -> None:
    settings = load_text(
        file,
        """
        [[meter]]
        kind = "vnstat"
        interface = "wwan0"
        host = "root@192.0.2.1"
        esim = "Japan 10 GB"
        since = 2026-11-03
        [meter.options]
        time_zone = "Asia/Tokyo"
        """,
    )
    assert settings.meters == (
        MeterSettings(
            "vnstat", "wwan0", "root@192.0.2.1", "Japan 10 GB", date(2026, 11, 3), {"time_zone": "Asia/Tokyo"}
        ),
    )


def test_the_same_interface_on_two_hosts_is_two_meters(file: Path) -> None:
    meter = '[[meter]]\nkind = "kernel"\ninterface = "wwan0"\n'
    text = f'{meter}{meter}host = "router"'
    assert [meter.host for meter in load_text(file, text).meters] == ["", "router"]


def test_a_carrier_is_read_with_its_options(file: Path) -> None:
    settings = load_text(
        file,
        """
        [[carrier]]
        name = "Axis Mobile"
        kind = "sandbox"
        [carrier.options]
        clock_offset_s = 30

        [[carrier]]
        name = "Corner shop"
        kind = "manual"
        """,
    )
    assert settings.carriers == (
        CarrierSettings("Axis Mobile", "sandbox", {"clock_offset_s": 30}),
        CarrierSettings("Corner shop", "manual"),
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sandbox.json", "{folder}/sandbox.json"),
        ("/srv/s.json", "/srv/s.json"),
        ("~/s.json", "/home/me/s.json"),
    ],
)
def test_a_carriers_own_file_lies_beside_the_settings_file(file: Path, written: str, meant: str) -> None:
    text = f'[[carrier]]\nname = "A"\nkind = "sandbox"\noptions = {{ state = "{written}" }}'
    (carrier,) = load_text(file, text, HOME="/home/me").carriers
    assert carrier.options == {"state": meant.format(folder=file.parent)}


def test_a_carriers_name_is_kept_as_the_store_keeps_it(file: Path) -> None:
    (carrier,) = load_text(file, '[[carrier]]\nname = "  Axis   Mobile "\nkind = "manual"').carriers
    assert carrier.name == "Axis Mobile"


def test_broken_toml_names_file_line_and_column(file: Path) -> None:
    message = refusal(file, 'theme = "dark"\nlanguage = = "en"\n')
    assert message == "config.toml, line 2, column 12: Invalid value; mend the line or move the file away"


def test_toml_that_breaks_off_names_its_last_line(file: Path) -> None:
    assert refusal(file, 'theme = "dark"\nlanguage = ').startswith("config.toml, line 2, column 12: ")


def test_bytes_that_are_not_utf8_are_located(file: Path) -> None:
    file.write_bytes(b'theme = "dark"\nlanguage = "\xff"\n')
    with pytest.raises(SettingsProblem, match=r"config\.toml, line 2, column 13: not UTF-8"):
        load(file, {})


@pytest.mark.parametrize("text", ["x = " + "[" * 100_000, "theme = " + "9" * 5_000])
def test_toml_that_exhausts_the_parser_is_refused_in_one_short_line(file: Path, text: str) -> None:
    assert len(refusal(file, text)) < 300


def test_a_file_of_a_megabyte_is_refused(file: Path) -> None:
    assert "larger than 1 MiB" in refusal(file, "#" * (1 << 20) + "\n")


def test_a_file_that_was_named_must_exist(file: Path) -> None:
    with pytest.raises(SettingsProblem, match=r"there is no settings file .*config\.toml; create it"):
        load(file, {})
    with pytest.raises(SettingsProblem, match="there is no settings file"):
        load(None, {"AXIS_TUI_CONFIG": str(file)})


def test_a_directory_in_place_of_the_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match=r"cannot read the settings file .*: Is a directory"):
        load(tmp_path, {})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("langauge = 1", "config.toml:1: unknown key 'langauge'; did you mean language?"),
        ("[wroker]\nx = 1", "config.toml:1: unknown key 'wroker'; did you mean worker?"),
        ("[[meters]]\nx = 1", "config.toml:1: unknown key 'meters'; did you mean meter?"),
        ("\n[alerts]\nexpire_days = [1]",
         "config.toml:3: unknown key 'expire_days'; did you mean expiry_days?"),
        ("worker.refresh = 9", "config.toml:1: unknown key 'refresh'; did you mean refresh_seconds?"),
        ('"\\u001b" = 1', "config.toml: unknown key '\\x1b'; did you mean language, theme"),
        ('theme = "blue"',
         "config.toml:1: theme must be one of dark, light, high-contrast, ansi, not 'blue'"),
        ("theme = 3", "config.toml:1: theme must be one of dark, light, high-contrast, ansi, not 3"),
        ("worker = 3", "config.toml:1: worker must be a table: put its keys under the line [worker]"),
        ("[worker]\nrefresh_seconds = 1",
         "config.toml:2: worker.refresh_seconds must be a whole number from 5 to 86400, not 1"),
        ("[worker]\nrefresh_seconds = true", "whole number from 5 to 86400, not True"),
        ("[worker]\nrefresh_seconds = 60.0", "whole number from 5 to 86400, not 60.0"),
        ("[alerts]\nexpiry_days = [7, 7]", "alerts.expiry_days must be a list of different whole numbers"),
        ("[alerts]\nlow_data_percent = [101]", "whole numbers from 1 to 100, at most 10, not [101]"),
        ("[alerts]\nexpiry_days = [1,2,3,4,5,6,7,8,9,10,11]", "at most 10, not [1, 2, 3"),
        ('time_zone = "Asia/Tokio"', "time_zone must be auto or a zone such as Asia/Tokyo, not 'Asia/Tokio'"),
        ('time_zone = "../etc/passwd"', "time_zone must be auto or a zone"),
        ("time_zone = 9", "time_zone must be auto or a zone such as Asia/Tokyo, not 9"),
        ('store = ""', "config.toml:1: store must be a text of 1 to 4096 printable characters"),
        ("[meter]\nkind='kernel'", "config.toml:1: begin each meter with the line [[meter]]"),
        ("[[meter]]\nkind='kernel'", 'config.toml:1: this [[meter]] needs interface = "…"'),
        ("[[meter]]\nkind='kernel'\ninterfce='lo'",
         "config.toml:3: unknown key 'interfce'; did you mean interface?"),
        ("[[meter]]\nkind='kernel'\ninterface='../x'", "config.toml:3: '../x' cannot be a network interface"),
        ("[[meter]]\nkind='kernel'\ninterface='lo'\nhost='-oProxyCommand=x'",
         "config.toml:4: '-oProxyCommand=x' cannot be a host for ssh"),
        ("[[meter]]\nkind='kernel'\ninterface='lo'\nsince='yesterday'",
         "config.toml:4: since must be a day such as 2026-11-03, not 'yesterday'"),
        ("[[meter]]\nkind='kernel'\ninterface='lo'\nsince=2026-11-03T10:00:00", "since must be a day"),
        ("[[meter]]\nkind='kernel'\ninterface='lo'\noptions=[1]", "config.toml:4: options must be a table"),
        ("[[meter]]\nkind='kernel'\ninterface='lo'\n\n[[meter]]\nkind='vnstat'\ninterface='lo'",
         "config.toml:7: lo has a meter already; keep one [[meter]] for it"),
        ("chip = 3", "config.toml:1: chip must be a table: put its keys under the line [chip]"),
        ("[chip]\nlpca = 'x'", "config.toml:2: unknown key 'lpca'; did you mean lpac?"),
        ("[chip]\nlpac = ''", "chip.lpac must be a program's name or its absolute path, not ''"),
        ("[chip]\nlpac = '~/lpac'", "chip.lpac must be a program's name or its absolute path"),
        ("[chip]\nlpac = '-x'", "chip.lpac must be a program's name or its absolute path"),
        ("[chip]\nlpac = 'lpac --debug'", "chip.lpac must be a program's name or its absolute path"),
        ("[chip]\nlpac = ['lpac']", "chip.lpac must be a program's name or its absolute path"),
        ("[chip]\nhost = '-oProxyCommand=x'",
         "config.toml:2: chip.host: '-oProxyCommand=x' cannot be a host for ssh"),
        ("[chip]\napdu = 'QMI'", "chip.apdu must be a name of small letters, digits and underscores"),
        ("[chip]\nhttp = 7", "chip.http must be a name of small letters, digits and underscores, not 7"),
        ("[chip]\ndevice = \"/dev/\\n\"", "chip.device must be a text of 1 to 4096 printable characters"),
        ("[chip]\nslot = 0", "chip.slot must be a whole number from 1 to 255, not 0"),
        ("[chip]\ntimeout_seconds = 4", "chip.timeout_seconds must be a whole number from 5 to 3600, not 4"),
        ("[carrier]\nname='A'", "config.toml:1: begin each carrier with the line [[carrier]]"),
        ("[[carrier]]\nname='A'", 'config.toml:1: this [[carrier]] needs kind = "…"'),
        ("[[carrier]]\nkind='manual'", 'config.toml:1: this [[carrier]] needs name = "…"'),
        ("[[carrier]]\nname=''\nkind='manual'", "config.toml:2: name must be a text of 1 to 80 printable"),
        ("[[carrier]]\nname='\u0301'\nkind='manual'", "config.toml:2: name must be a text of 1 to 80"),
        ("[[carrier]]\nname='A'\nkind='manual'\nkeys='x'", "config.toml:4: unknown key 'keys'; did you mean"),
        ("[[carrier]]\nname='A'\nkind='sandbox'\noptions=[1]", "config.toml:4: options must be a table"),
        ("[[carrier]]\nname='A'\nkind='sandbox'\n[carrier.options]\nstate=''",
         "state must be a text of 1 to 4096 printable characters"),
        ("[[carrier]]\nname='Axis'\nkind='manual'\n[[carrier]]\nname='AXIS'\nkind='sandbox'",
         "config.toml:5: axis is named already; keep one [[carrier]] for it"),
        ("[[meter]]\nkind='kernel'\ninterface='lo'\nesim='J'\n[[meter]]\nkind='kernel'\ninterface='eth0'\nesim='J'",
         "config.toml:8: the eSIM J is on another meter already; name it once"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_that_says_where_and_what_instead(file: Path, text: str, message: str) -> None:
    assert message in refusal(file, text)


def test_a_mistake_in_a_variable_names_the_variable(file: Path) -> None:
    assert refusal(file, "", AXIS_TUI_THEME="blue").startswith("AXIS_TUI_THEME: theme must be one of")


def test_a_mistake_in_a_flag_names_the_flag(file: Path) -> None:
    with pytest.raises(SettingsProblem, match=r"^--time-zone: time_zone must be auto"):
        load(None, {"HOME": str(file.parent)}, {"time_zone": "Mars"})
    with pytest.raises(SettingsProblem, match="unknown key 'langage'; did you mean language"):
        load(None, {"HOME": str(file.parent)}, {"langage": "en"})
