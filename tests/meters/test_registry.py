"""Meters come in through one door, ours and third parties'."""

from importlib.metadata import EntryPoint

import pytest

from axis_tui.config import SettingsProblem
from axis_tui.meters import registry
from axis_tui.meters.base import MeterProblem
from axis_tui.meters.simulated import SimulatedMeter


def install(monkeypatch: pytest.MonkeyPatch, *values: tuple[str, str]) -> None:
    """Puts entry points beside ours, as installed packages would."""
    ours = registry._points()
    added = [EntryPoint(name, value, registry.GROUP) for name, value in values]
    monkeypatch.setattr(registry, "_points", lambda: [*ours, *added])


def test_our_kinds_come_through_the_entry_points() -> None:
    assert registry.kinds() == ["kernel", "simulated", "vnstat"]


def test_a_meter_is_made_with_its_interface_host_and_options() -> None:
    meter = registry.make("simulated", "sim0", "router", {"seed": 3})
    assert isinstance(meter, SimulatedMeter)
    assert (meter.interface, meter.host) == ("sim0", "router")
    assert meter.read(1_795_180_000) == SimulatedMeter("sim0", "router", {"seed": 3}).read(1_795_180_000)


def test_a_third_party_adds_a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, ("starlink", "axis_tui.meters.simulated:SimulatedMeter"))
    assert "starlink" in registry.kinds()
    assert registry.make("starlink", "sl0").interface == "sl0"


def test_an_unknown_kind_names_the_nearest_or_all() -> None:
    with pytest.raises(MeterProblem, match=r"no meter of kind vnstats; did you mean vnstat\?"):
        registry.make("vnstats", "lo")
    with pytest.raises(MeterProblem, match="no meter of kind x; there are: kernel, simulated, vnstat"):
        registry.make("x\x1b", "lo")


def test_two_packages_that_claim_one_kind_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, ("kernel", "other:Meter"))
    with pytest.raises(MeterProblem, match="more than one installed package brings a kernel meter"):
        registry.make("kernel", "lo")


def test_a_package_that_fails_to_load_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, ("broken", "no_such_package:Meter"))
    with pytest.raises(
        MeterProblem, match="broken meter cannot be loaded from no_such_package:Meter: ModuleNotFoundError"
    ):
        registry.make("broken", "lo")


def test_a_name_that_is_none_is_refused_before_anything_runs() -> None:
    with pytest.raises(SettingsProblem):
        registry.make("kernel", "../../etc")
