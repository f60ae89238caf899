"""A QR code as lines of text: two modules a character with half blocks, two characters a module in ASCII.

Dark on light is what every reader takes, so the filled part is the light one where the terminal is dark.
"""

from collections.abc import Sequence

from axis_tui.present.glyphs import Glyphs

_QUIET = 2
"""Light modules around it: the standard asks for four, readers on a screen do with two."""
_HALVES = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}


def qr_lines(text: str, glyphs: Glyphs, *, is_dark: bool = True) -> list[str]:
    """The code of `text`, all lines alike in width; empty where it is too long for one.

    `is_dark`: whether text on this terminal is light on dark.
    """
    import segno

    try:
        code = segno.make_qr(text, error="L", boost_error=False)
    except ValueError:  # segno.DataOverflowError is one
        return []
    modules = [[(cell == 0) == is_dark for cell in row] for row in code.matrix_iter(border=_QUIET)]
    return _doubled(modules) if glyphs.name == "ascii" else _halved(modules)


def _halved(modules: Sequence[Sequence[bool]]) -> list[str]:
    """`True` is drawn; a last odd row stands alone."""
    nothing = [False] * len(modules[0])
    pairs = zip(modules[::2], [*modules[1::2], nothing], strict=False)
    return ["".join(_HALVES[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs]


def _doubled(modules: Sequence[Sequence[bool]]) -> list[str]:
    return ["".join("##" if is_drawn else "  " for is_drawn in row) for row in modules]
