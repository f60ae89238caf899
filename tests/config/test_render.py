"""What `config show` prints loads to the same settings, and names each value's origin."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.config import (
    AlertSettings,
    CarrierSettings,
    ChipSettings,
    MeterSettings,
    OptionValue,
    Paths,
    Settings,
    load,
    render,
)
from axis_tui.domain.text import clean

any_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
printable = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40)
names = st.from_regex(r"[a-z]{3,8}[0-9]", fullmatch=True)
option_values: st.SearchStrategy[OptionValue] = st.one_of(
    st.booleans(), st.integers(-(2**63), 2**63 - 1), any_text
)
options = st.dictionaries(any_text.filter(lambda name: name != "state"), option_values, max_size=3)
states = st.just({}) | printable.map(lambda name: {"state": "/s/x" + name.replace("/", "_").strip(".")})
carriers = st.lists(
    st.builds(
        CarrierSettings,
        name=printable.map(clean).filter(bool),
        kind=printable,
        options=st.builds(lambda own, state: own | state, options, states),
    ),
    max_size=4,
    unique_by=lambda carrier: carrier.name.lower(),
)
meters = st.lists(
    st.builds(
        MeterSettings,
        kind=printable,
        interface=names,
        host=st.just("") | names,
        esim=st.just("") | printable,
        since=st.none() | st.dates(min_value=date(1970, 1, 1)),
        options=options,
    ),
    max_size=4,
    unique_by=(lambda meter: meter.interface, lambda meter: meter.esim or meter.interface),
)
chips = st.builds(
    ChipSettings,
    lpac=names | names.map("/opt/{}".format),
    host=st.just("") | names,
    apdu=st.just("") | names,
    device=st.just("") | printable,
    slot=st.integers(1, 255),
    http=st.just("") | names,
    timeout_seconds=st.integers(5, 3_600),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("render") / "config.toml"


@given(
    carriers=carriers,
    chip=chips,
    meters=meters,
    expiry=st.sets(st.integers(1, 3650), max_size=10),
    theme=st.sampled_from(["dark", "light", "high-contrast", "ansi"]),
    store=printable,
)
def test_rendered_settings_load_to_the_same(
    file: Path,
    carriers: list[CarrierSettings],
    chip: ChipSettings,
    meters: list[MeterSettings],
    expiry: set[int],
    theme: str,
    store: str,
) -> None:
    settings = Settings(
        Paths(file, file.parent / "s" / store.replace("/", "_").strip("."), file.parent / "state"),
        theme=theme,
        alerts=AlertSettings(expiry_days=tuple(sorted(expiry, reverse=True))),
        chip=chip,
        carriers=tuple(carriers),
        meters=tuple(meters),
    )
    file.write_text(render(settings), encoding="utf-8")
    assert load(file, {}) == settings


def test_every_value_names_its_origin(file: Path) -> None:
    file.write_text('theme = "light"\n')
    text = render(load(file, {"HOME": str(file.parent), "AXIS_TUI_GLYPHS": "ascii"}))
    assert f'theme = "light"  # {file}:1\n' in text
    assert 'glyphs = "ascii"  # AXIS_TUI_GLYPHS\n' in text
    assert "[alerts]\nexpiry_days = [30, 7, 3, 1]  # default\n" in text


def test_no_control_character_reaches_the_terminal(file: Path) -> None:
    meter = MeterSettings("kernel", "lo", options={"note": "\x1b]0;x\x07\u202e\ud800"})
    paths = Paths(Path("/x\x1b[31m"), Path("/y\nz"), Path("/w"))
    text = render(Settings(paths, meters=(meter,), origins={"theme": "a\nb"}))
    assert all(character.isprintable() for character in text.replace("\n", ""))
    assert 'theme = "dark"  # a?b\n' in text
