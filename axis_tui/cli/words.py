"""The words of the command line before any parser: which is the command, and the plain flags of `status`.

`status` runs at every login, and argparse alone takes as long as its queries: plain flags are read here.
Global flags may stand before or after the command's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

WITH_VALUE = ("--config", "--store", "--language", "--theme")
"""Global flags that take the next word as their value."""
ALONE = ("--ascii", "--no-color")
"""Global flags that stand alone."""


def split(argv: Sequence[str]) -> tuple[str | None, list[str]]:
    """The command's name (the first word that is neither a flag nor a flag's value) and the other words."""
    words = list(argv)
    index = 0
    while index < len(words):
        word = words[index]
        if word in WITH_VALUE:
            index += 2
        elif word.startswith("-") and word != "--":
            index += 1
        else:
            return word, words[:index] + words[index + 1 :]
    return None, words


def flag_value(argv: Sequence[str], flag: str) -> str | None:
    """The value of a global flag before anything is parsed, for the language help is written in."""
    for index, word in enumerate(argv):
        if word == flag and index + 1 < len(argv):
            return argv[index + 1]
        if word.startswith(flag + "="):
            return word.partition("=")[2]
    return None


def plain_options(words: Sequence[str], flags: Sequence[str]) -> SimpleNamespace | None:
    """Options where all words are global flags or `flags`, each once; None: let argparse see to them."""
    options: dict[str, str | bool | None] = {
        **{_attribute(flag): None for flag in WITH_VALUE},
        **{_attribute(flag): False for flag in (*ALONE, *flags)},
    }
    seen: set[str] = set()
    rest = iter(words)
    for word in rest:
        flag, equals, value = word.partition("=")
        if flag in seen:
            return None
        seen.add(flag)
        if flag in WITH_VALUE:
            given = value if equals else next(rest, "-")
            if given.startswith("-"):
                return None
            options[_attribute(flag)] = given
        elif not equals and (flag in ALONE or flag in flags):
            options[_attribute(flag)] = True
        else:
            return None
    return SimpleNamespace(**options)


def _attribute(flag: str) -> str:
    return flag.lstrip("-").replace("-", "_")
