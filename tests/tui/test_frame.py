"""What goes to the terminal: an emulator that is fed only differences must show the whole picture."""

import re

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from axis_tui.tui.frame import Frame, Repertoire

WIDTH, HEIGHT = 12, 4
STYLES = [
    Style.parse(each)
    for each in ("", "bold", "dim color(80)", "color(80) on color(234)", "reverse", "on color(234)")
]
PIECES = st.lists(st.tuples(st.text("ab 日本é─", max_size=6), st.sampled_from(STYLES)), max_size=4)


def padded(pieces: list[tuple[str, Style]]) -> list[Segment]:
    """A row of exactly WIDTH columns."""
    segments: list[Segment] = []
    used = 0
    for text, style in pieces:
        kept = ""
        for character in text:
            if used + cell_len(character) > WIDTH:
                break
            kept += character
            used += cell_len(character)
        segments.append(Segment(kept, style))
    return [*segments, Segment(" " * (WIDTH - used), Style())]


def cell_styles(screen: pyte.Screen) -> list[tuple[object, ...]]:
    """Every cell with the attributes a person would see."""
    return [
        (cell.data, cell.fg, cell.bg, cell.bold, cell.reverse)
        for row in range(HEIGHT)
        for cell in (screen.buffer[row][column] for column in range(WIDTH))
    ]


def shown_by(data: str) -> pyte.Screen:
    screen = pyte.Screen(WIDTH, HEIGHT)
    pyte.Stream(screen).feed(data)
    return screen


@given(st.lists(st.lists(PIECES, min_size=HEIGHT, max_size=HEIGHT), min_size=1, max_size=4))
def test_differences_add_up_to_the_last_picture(pictures: list[list[list[tuple[str, Style]]]]) -> None:
    frame = Frame(ColorSystem.EIGHT_BIT, erases_in_colour=True)
    frame.resize(WIDTH, HEIGHT)
    sent = "".join(
        frame.update((row, 0, padded(each)) for row, each in enumerate(picture)) for picture in pictures
    )
    whole = Frame(ColorSystem.EIGHT_BIT)
    whole.resize(WIDTH, HEIGHT)
    wanted = whole.update((row, 0, padded(each)) for row, each in enumerate(pictures[-1]))
    assert cell_styles(shown_by(sent)) == cell_styles(shown_by(wanted))
    assert shown_by(sent).display == shown_by(wanted).display


def test_the_same_picture_again_sends_nothing() -> None:
    frame = Frame(ColorSystem.EIGHT_BIT)
    frame.resize(WIDTH, HEIGHT)
    picture = [(0, 0, [Segment("hello", STYLES[1])])]
    assert frame.update(picture)
    assert frame.update(picture) == ""


def test_one_changed_figure_sends_a_move_and_that_figure() -> None:
    frame = Frame(ColorSystem.EIGHT_BIT)
    frame.resize(WIDTH, HEIGHT)
    frame.update([(1, 0, [Segment("left 6.1G   ", STYLES[0])])])
    assert frame.update([(1, 0, [Segment("left 6.0G   ", STYLES[0])])]) == "\x1b[2;8H0"


def test_a_forgotten_terminal_is_cleared_and_drawn_whole() -> None:
    frame = Frame(ColorSystem.EIGHT_BIT)
    frame.resize(WIDTH, HEIGHT)
    picture = [(0, 0, [Segment("hello", STYLES[0])])]
    frame.update(picture)
    frame.forget()
    assert frame.update(picture).startswith("\x1b[0m\x1b[2J")


def test_without_colours_no_colour_code_is_sent() -> None:
    frame = Frame(None, erases_in_colour=True)
    frame.resize(WIDTH, HEIGHT)
    sent = frame.update([(row, 0, padded([("ab", style)])) for row, style in enumerate(STYLES[:HEIGHT])])
    sent += frame.update([(row, 0, padded([("cd", style)])) for row, style in enumerate(STYLES[2:])])
    numbers = {
        number for codes in re.findall(r"\x1b\[([\d;]*)m", sent) for number in codes.split(";") if number
    }
    assert numbers <= {"0", "1", "2", "22", "7", "27"}


def test_control_characters_never_leave_even_if_they_came_this_far() -> None:
    frame = Frame(ColorSystem.EIGHT_BIT)
    frame.resize(WIDTH, HEIGHT)
    sent = frame.update([(0, 0, [Segment("a\x1b]0;x\x07\x9b1m", STYLES[0])])])
    assert sent.count("\x1b") == 1
    assert "\x07" not in sent
    assert "\x9b" not in sent


@given(PIECES)
def test_an_ascii_terminal_gets_ascii(pieces: list[tuple[str, Style]]) -> None:
    frame = Frame(ColorSystem.EIGHT_BIT, repertoire=Repertoire.ASCII)
    frame.resize(WIDTH, HEIGHT)
    sent = frame.update([(0, 0, padded([("…“日”", STYLES[0]), *pieces]))])
    assert sent.isascii()


def test_ascii_drawing_leaves_words_of_any_script_readable() -> None:
    frame = Frame(ColorSystem.EIGHT_BIT, repertoire=Repertoire.PLAIN)
    frame.resize(WIDTH, HEIGHT)
    sent = frame.update([(0, 0, padded([("“套餐”…é", STYLES[0])]))])
    assert '"套餐"~é' in sent
