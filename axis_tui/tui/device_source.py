"""Devices by name, a page at a time."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from axis_tui.tui.forward_source import ForwardSource

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.inventory import DeviceRow


class DeviceSource(ForwardSource["DeviceRow"]):
    """Devices of the store; a device is known by its name and id, which are also its key."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def after(self, key: tuple[str, int] | None, limit: int) -> Sequence[DeviceRow]:
        from axis_tui.store.read import inventory

        return inventory.devices(self._reader, limit, key)

    def key(self, row: DeviceRow) -> tuple[str, int]:
        return row.name, row.id

    def identity(self, row: DeviceRow) -> Hashable:
        return row.id, row.name

    def find(self, identity: Hashable) -> DeviceRow | None:
        if not isinstance(identity, tuple):
            return None
        number, name = identity
        found = self.after((name, number - 1), 1)
        return found[0] if found and found[0].id == number else None
