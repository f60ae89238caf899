"""Every test speaks English unless it says otherwise, whatever the one before it spoke."""

from collections.abc import Iterator

import pytest

from axis_tui import i18n


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("en")
