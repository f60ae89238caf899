"""The language of everything that people read: English in the source, Chinese from gettext catalogues.

Call `_` where the text is shown, never when a module is imported, so that the language can change while the
program runs. English needs no catalogue and imports nothing: `gettext` is loaded with another language only.
"""

from __future__ import annotations

import os

from axis_tui.domain.problem import N_, Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from gettext import NullTranslations

__all__ = [
    "ENGLISH", "LANGUAGES", "N_", "_", "current", "detect", "is_complete", "ngettext", "pgettext", "tell",
    "use",
]  # fmt: skip

ENGLISH = "en"
LANGUAGES: dict[str, str] = {ENGLISH: "English", "zh_Hans": "简体中文", "zh_Hant": "繁體中文"}
"""Language codes and the name each language has for itself."""

DOMAIN = "axis_tui"
LOCALE_DIR = os.path.join(os.path.dirname(os.path.abspath(__file__)), "locale")

_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})

_language = ENGLISH
_catalogue: NullTranslations | None = None


def _(text: str) -> str:
    """`text` in the language in use; the English itself where that has no translation.

    Empty text stays empty: gettext keeps a catalogue's header under it.
    """
    return _catalogue.gettext(text) if _catalogue is not None and text else text


def ngettext(one: str, many: str, count: int) -> str:
    """The form for `count` things in the language in use; `%(count)d` is still to be filled in.

    Forms kept in a table were marked by `N_` each for itself, so they are looked up each for itself too.
    """
    english = one if count == 1 else many
    if _catalogue is None:
        return english
    form = _catalogue.ngettext(one, many, count)
    return form if form != english else _(english)


def pgettext(context: str, text: str) -> str:
    """`text` where one English word is several in another language; `context` tells which is meant."""
    return _catalogue.pgettext(context, text) if _catalogue is not None else text


def listed(parts: Iterable[str]) -> str:
    """`a, b, c`, with what stands between things listed in the language in use."""
    return pgettext("between things listed", ", ").join(parts)


def clauses(parts: Iterable[str]) -> str:
    """`this; that`, with what stands between clauses in the language in use."""
    return pgettext("between clauses", "; ").join(parts)


def use(language: str) -> None:
    """Speak `language`, a key of `LANGUAGES`, from now on; an unknown one is English.

    Where the catalogue was never compiled (a source tree that was not built) the text stays English and
    `is_complete()` tells so.
    """
    global _language, _catalogue
    _language = language if language in LANGUAGES else ENGLISH
    _catalogue = None
    if _language != ENGLISH:
        import gettext

        try:
            _catalogue = gettext.translation(DOMAIN, LOCALE_DIR, [_language])
        except Exception:  # a damaged catalogue fails in many ways; none may keep the program from starting
            _catalogue = None


def current() -> str:
    """The language in use, a key of `LANGUAGES`."""
    return _language


def is_complete() -> bool:
    """Whether the language in use has its catalogue; False means that people see English instead."""
    return _language == ENGLISH or _catalogue is not None


def detect(environ: Mapping[str, str], setting: str = "auto") -> str:
    """The language to use: `setting` where it names one, else the first set of LC_ALL, LC_MESSAGES and LANG.

    Languages that have no catalogue here are English.
    """
    if setting not in ("", "auto"):
        return _language_of(setting)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return _language_of(environ[name])
    return ENGLISH


def _language_of(locale: str) -> str:
    """The language for a POSIX locale or a language tag: `zh_TW.UTF-8`, `zh-Hant-HK`, `zh_CN@pinyin`."""
    parts = locale.partition(".")[0].partition("@")[0].replace("-", "_").lower().split("_")
    if parts[0] != "zh":
        return ENGLISH
    if "hans" in parts:
        return "zh_Hans"
    return "zh_Hant" if _TRADITIONAL.intersection(parts) else "zh_Hans"


def tell(problem: Problem) -> str:
    """The line of `problem` in the language in use; params that are problems themselves are told too."""
    template = _(problem.template)
    if not problem.params:
        return template
    return template % {key: tell(it) if isinstance(it, Problem) else it for key, it in problem.params.items()}
