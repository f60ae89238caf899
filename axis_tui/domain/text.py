"""Text from outside made safe to draw, print, log and export; no rules about meaning enter here.

Everything a carrier, a file, a chip or a person gives passes `clean` once, where it comes in.
"""

import unicodedata

ELLIPSIS = "…"
REPLACEMENT = "\ufffd"
MAX_MARKS = 2

_DROPPED = frozenset({"Cc", "Cf"})
_REPLACED = frozenset({"Cs", "Co", "Cn"})
_MARKS = frozenset({"Mn", "Mc", "Me"})
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def clean(text: str, limit: int = 200) -> str:
    """One safe line of at most `limit` characters; cleaning twice gives the same as once.

    Any run of white space, line breaks included, becomes one space and none stays at the ends. Controls
    and format characters (Cc, Cf: escape, bidi, zero width) go without a trace; surrogates, private-use and
    unassigned code points (Cs, Co, Cn) become U+FFFD, so that a name made of them is still seen. Combining
    marks: two in a row at most, none without a base at the start. A longer text ends in an ellipsis.
    """
    if len(text) <= limit and text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    kept: list[str] = []
    marks = 0
    is_space_due = False
    for character in text:
        if character.isspace():
            is_space_due = bool(kept)
            continue
        category = unicodedata.category(character)
        if category in _DROPPED:
            continue
        if category in _MARKS:
            if not kept or (marks >= MAX_MARKS and not is_space_due):
                continue
            marks = 1 if is_space_due else marks + 1
        else:
            marks = 0
        if is_space_due:
            kept.append(" ")
            is_space_due = False
        kept.append(REPLACEMENT if category in _REPLACED else character)
        if len(kept) > limit:
            return _shortened(kept, limit)
    return "".join(kept)


def clean_lines(text: str, limit: int = 200, max_lines: int = 50) -> list[str]:
    """The lines of `text`, each `clean`ed to `limit` characters; blank lines at the end are left out.

    Where there are more than `max_lines`, the last line given is an ellipsis.
    """
    # Only as much of the text is split as can be shown: a megabyte of line breaks costs nothing.
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", max(0, max_lines))
    lines = [clean(line, limit) for line in raw[:max_lines]]
    if len(raw) > max_lines and any(not character.isspace() for character in raw[max_lines]):
        return [*lines[:-1], ELLIPSIS][:max_lines]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def csv_guard(text: str) -> str:
    """A CSV cell that no spreadsheet runs as a formula: a leading `'` where it would; see `csv_unguard`."""
    return "'" + text if _needs_guard(text) else text


def csv_unguard(text: str) -> str:
    """What `csv_guard` was given: takes off the one `'` that it put on."""
    return text[1:] if text.startswith("'") and _needs_guard(text) else text


def _needs_guard(text: str) -> bool:
    # Quotes before a formula start count too, or a cell that really reads '=1 would come back as =1.
    return text.lstrip("'").startswith(_FORMULA_STARTS)


def _shortened(kept: list[str], limit: int) -> str:
    if limit < 1:
        return ""
    return "".join(kept[: limit - 1]).rstrip() + ELLIPSIS
