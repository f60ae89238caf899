"""Yardstick *bare*: a Textual dashboard of stock widgets, a 20-row DataTable in tabs with a footer.

With AXIS_TUI_TICK=1 one cell changes every second.
"""

import os

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Static, TabbedContent, TabPane

COLUMNS = ("Line", "Country", "Carrier", "Used MB", "Left MB", "Expires")


class Bare(App[None]):
    BINDINGS = [("q", "quit", "Quit"), ("1", "tab('plans')", "Plans"), ("2", "tab('usage')", "Usage")]

    def compose(self) -> ComposeResult:
        with TabbedContent(initial="plans"):
            with TabPane("Plans", id="plans"):
                yield DataTable(cursor_type="row")
            with TabPane("Usage", id="usage"):
                yield Static("\n".join(f"day {day:02d} {'█' * (day % 40)}" for day in range(30)))
        yield Footer()

    def on_mount(self) -> None:
        self.ticks = 0
        table = self.query_one(DataTable)
        self.keys = table.add_columns(*COLUMNS)
        for row in range(20):
            name = f"READY{row:05d}" if row == 0 else f"esim-{row:05d}"
            used, left = str(row * 13 % 997), str(row * 29 % 4001)
            table.add_row(name, "PT", "Vodafone", used, left, f"2026-11-{row % 28 + 1:02d}", key=str(row))
        if os.environ.get("AXIS_TUI_TICK") == "1":
            self.set_interval(1.0, self.tick)
        table.focus()

    def tick(self) -> None:
        self.ticks += 1
        self.query_one(DataTable).update_cell("0", self.keys[3], str(self.ticks % 997))

    def action_tab(self, name: str) -> None:
        self.query_one(TabbedContent).active = name


if __name__ == "__main__":
    Bare().run()
