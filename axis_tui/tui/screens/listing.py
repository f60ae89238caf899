"""A main screen around one PageList: the actions behind the moving keys."""

from typing import Any, ClassVar

from axis_tui.tui.screens.base import AxisScreen
from axis_tui.tui.widgets.page_list import PageList


class ListScreen(AxisScreen):
    """Makes its `_list` in `compose_body`; its COMMANDS include `commands.listing.MOVES`."""

    COMMANDS: ClassVar[Any] = ()

    def __init__(self) -> None:
        super().__init__()
        self._list: PageList[Any] | None = None

    @property
    def listing(self) -> PageList[Any]:
        """The list that the moving keys move."""
        assert self._list is not None
        return self._list

    @property
    def _chosen(self) -> Any:
        """The selected row; None also while the screen is still being put together."""
        return self._list.selected if self._list is not None else None

    def action_move(self, by: int) -> None:
        self.listing.move(by)

    def action_page(self, pages: int) -> None:
        self.listing.page_move(pages)

    def action_first(self) -> None:
        self.listing.first()

    def action_last(self) -> None:
        self.listing.last()
