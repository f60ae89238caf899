"""Yardstick *curses*: the same 20-row table in the standard library's curses, the floor for Python.

With AXIS_TUI_TICK=1 one cell changes every second.
"""

import curses
import locale
import os

HEADER = f"{'Line':<12}{'Country':<9}{'Carrier':<10}{'Used MB':<9}{'Left MB':<9}Expires"


def paint(screen: "curses.window", tab: str, cursor: int, ticks: int) -> None:
    screen.erase()
    screen.addstr(0, 0, " Plans  Usage ")
    if tab == "1":
        screen.addstr(2, 1, HEADER, curses.A_BOLD)
        for row in range(min(20, curses.LINES - 4)):
            name = f"READY{row:05d}" if row == 0 else f"esim-{row:05d}"
            used = str(ticks % 997) if row == 0 and ticks else str(row * 13 % 997)
            left, on = str(row * 29 % 4001), f"2026-11-{row % 28 + 1:02d}"
            text = f"{name:<12}{'PT':<9}{'Vodafone':<10}{used:<9}{left:<9}{on}"
            screen.addstr(3 + row, 1, text, curses.A_REVERSE if row == cursor else 0)
    else:
        for day in range(min(30, curses.LINES - 4)):
            screen.addstr(3 + day, 1, f"day {day:02d} " + "█" * (day % 40))
    screen.addstr(curses.LINES - 1, 0, " q Quit  1 Plans  2 Usage", curses.A_REVERSE)
    screen.refresh()


def main(screen: "curses.window") -> None:
    curses.curs_set(0)
    curses.start_color()
    curses.use_default_colors()
    if os.environ.get("AXIS_TUI_TICK") == "1":
        screen.timeout(1000)
    tab, cursor, ticks = "1", 0, 0
    while True:
        paint(screen, tab, cursor, ticks)
        key = screen.getch()
        if key == ord("q"):
            return
        if key == curses.KEY_DOWN:
            cursor = min(19, cursor + 1)
        elif key == curses.KEY_UP:
            cursor = max(0, cursor - 1)
        elif key in (ord("1"), ord("2")):
            tab = chr(key)
        elif key == -1:
            ticks += 1


if __name__ == "__main__":
    locale.setlocale(locale.LC_ALL, "")
    curses.wrapper(main)
