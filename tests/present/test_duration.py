"""Lengths of time in words, in every language, by humanize."""

import pytest

from axis_tui import i18n
from axis_tui.i18n import LANGUAGES
from axis_tui.present.duration import duration

WORDS = {
    "en": ("a moment", "59 seconds", "2 hours", "a day"),
    "zh_Hans": ("一会儿", "59秒", "2小时", "1天"),
    "zh_Hant": ("一會", "59 秒", "2 小時", "1 天"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_length_of_time_is_said_in_the_language_in_use(language: str) -> None:
    i18n.use(language)
    try:
        assert tuple(duration(seconds) for seconds in (-5, 59, 7_300, 86_400)) == WORDS[language]
    finally:
        i18n.use("en")
