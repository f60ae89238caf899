"""Carriers come in through one door, ours and third parties'."""

from importlib.metadata import EntryPoint

import pytest

from axis_tui.carriers import registry
from axis_tui.carriers.base import CarrierProblem
from axis_tui.carriers.manual import ManualCarrier


def install(monkeypatch: pytest.MonkeyPatch, *values: tuple[str, str]) -> None:
    """Puts entry points beside ours, as installed packages would."""
    ours = registry._points()
    added = [EntryPoint(name, value, registry.GROUP) for name, value in values]
    monkeypatch.setattr(registry, "_points", lambda: [*ours, *added])


def test_our_kinds_come_through_the_entry_points() -> None:
    assert registry.kinds() == ["manual", "sandbox"]


def test_a_carrier_is_made_with_its_name_and_options() -> None:
    carrier = registry.make("manual", "Corner shop", {})
    assert isinstance(carrier, ManualCarrier)
    assert carrier.name == "Corner shop"
    with pytest.raises(CarrierProblem, match=r"cannot take the option 'state' = 'x'; it knows: -"):
        registry.make("manual", "Corner shop", {"state": "x"})


def test_a_third_party_adds_a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, ("island", "axis_tui.carriers.manual:ManualCarrier"))
    assert "island" in registry.kinds()
    assert registry.make("island", "Island").kind == "manual"


def test_an_unknown_kind_names_the_nearest_or_all() -> None:
    with pytest.raises(CarrierProblem, match=r"no carrier of kind manuel; did you mean manual\?"):
        registry.make("manuel", "A")
    with pytest.raises(CarrierProblem, match="no carrier of kind q; there are: manual, sandbox"):
        registry.make("q\x1b", "A")


def test_two_packages_that_claim_one_kind_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, ("manual", "other:Carrier"))
    with pytest.raises(CarrierProblem, match="more than one installed package brings a manual carrier"):
        registry.make("manual", "A")


def test_a_package_that_fails_to_load_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, ("broken", "no_such_package:Carrier"))
    with pytest.raises(
        CarrierProblem, match="broken carrier cannot be loaded from no_such_package:Carrier: ModuleNotFound"
    ):
        registry.make("broken", "A")
