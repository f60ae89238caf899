"""Homes for the tests of the command line."""

from pathlib import Path

import pytest

from tests.cli.home import Home, new_home
from tests.cli.renewal_home import RenewalHome, renewal_home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    """A home without settings or store."""
    return new_home(tmp_path, monkeypatch, capsys)


@pytest.fixture
def travelling(home: Home) -> Home:
    """A home whose store holds two eSIMs with running plans."""
    for name, carrier, size in (("Japan 10 GB", "Axis JP", "10 GB"), ("EU 20 GB", "Axis EU", "20 GB")):
        said = home.axis(
            "add", "--name", name, "--carrier", carrier, "--allowance", size,
            "--validity", "30 days", "--starts", "purchase",
        )  # fmt: skip
        assert said.code == 0, said.err
    return home


@pytest.fixture
def shop(home: Home) -> RenewalHome:
    """A home with a simulated carrier, an eSIM of it, one of a carrier that a person calls, and a card."""
    return renewal_home(home)
