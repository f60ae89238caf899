"""Fixtures of the meters' tests."""

from pathlib import Path

import pytest

from tests.meters.fakes import Programs


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    directory = tmp_path / "bin"
    directory.mkdir()
    return Programs(directory, monkeypatch)
