"""A length of time in words, `3 hours` or `3小时`, by humanize; for pages that may take a moment to open.

humanize has no locale for Taiwan: its zh_HK words are the same there for units of time. Its locale is per
thread, so it is chosen at each call.
"""

from axis_tui.i18n import current

_LOCALES = {"zh_Hans": "zh_CN", "zh_Hant": "zh_HK"}


def duration(seconds: int) -> str:
    """The largest unit that fits, rounded down; a clock that went back counts as no time."""
    import humanize

    locale = _LOCALES.get(current())
    if locale is None:
        humanize.i18n.deactivate()
    else:
        humanize.i18n.activate(locale)
    return humanize.naturaldelta(max(0, seconds))
