"""In the long run a test may take hours."""

from pathlib import Path

import pytest

from tests.long_run import IS_LONG


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every fault test its time."""
    for item in items:
        if IS_LONG and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(6 * 3_600))
