"""What filters share in how they are typed: words, `"quoted phrases"` and `key:value`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from axis_tui.domain.problem import Problem
from axis_tui.domain.text import clean

_TOKEN = re.compile(r'(?:[^\s"]|"[^"]*(?:"|$))+')
_KEYED = re.compile(r"([A-Za-z]+):(.*)", re.DOTALL)
_LONGEST = 200


def tokens(text: str) -> list[str]:
    """The words of it, a quoted phrase among them with its quotes."""
    return _TOKEN.findall(clean(text, _LONGEST))


def unquoted(token: str) -> str:
    """The same without its quotes."""
    return token.replace('"', "")


def keyed(text: str) -> Iterator[tuple[str, str]]:
    """Each token as its key in small letters, empty for a word as it was typed, and its value unquoted."""
    for token in tokens(text):
        found = _KEYED.fullmatch(token)
        if found is None:
            yield "", token
        else:
            yield found[1].lower(), unquoted(found[2]).strip()


def named(value: str, every: Sequence[str], aliases: Mapping[str, str], complaint: str) -> list[str]:
    """The names of `every` that a list such as `paid,in-doubt` means, by their beginnings or aliases.

    Raises Problem with `complaint`, which tells `word` and `all`, for one that means none.
    """
    found: list[str] = []
    for part in filter(None, value.lower().split(",")):
        wanted = part.replace("-", "_")
        hits = [name for name in every if name.startswith(wanted)]
        hits += [name for alias, name in aliases.items() if alias.startswith(wanted) and name in every]
        if not hits:
            raise Problem(complaint, word=part, all=", ".join(every))
        found += hits
    return found
