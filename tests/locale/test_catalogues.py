import re

import pytest
from babel.messages.catalog import Catalog

from tests.locale.extract import LANGUAGES, PLACE, complaints, load, marked, path_of, source_strings

NAMES = {"vnStat"}
"""Names that are the same in every language."""


@pytest.fixture(scope="module")
def source() -> Catalog:
    return source_strings()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated_and_keeps_its_placeholders(language: str, source: Catalog) -> None:
    assert list(complaints(load(language), source)) == []


def test_the_strings_of_every_room_are_found(source: Catalog) -> None:
    rooms = {location[0].split("/")[1] for message in source for location in message.locations}
    assert {"domain", "present", "tui", "cli"} <= rooms


def test_a_string_is_found_wherever_it_is_marked() -> None:
    code = """
text = f"{_('in an f-string')} {fit(f'''{_('in one inside another')}''', 6)}"
WORDS = {"low": N_("kept for later")}
line = _("in parts, "
         "on two lines") % {"count": i18n.ngettext("%(count)d row", "%(count)d rows", count)}
state = pgettext("alert", "open") if shown else _(WORDS["low"])
"""
    assert set(marked(code)) == {
        (("%(count)d row", "%(count)d rows"), None),
        ("in an f-string", None),
        ("in one inside another", None),
        ("in parts, on two lines", None),
        ("kept for later", None),
        ("open", "alert"),
    }


@pytest.mark.parametrize("code", ['_(f"{count} rows")', 'N_("%d rows" % count)', 'pgettext("a", "b" + c)'])
def test_a_string_that_is_put_together_too_early_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="line 1: fill the string in after it is looked up"):
        list(marked(code))


def test_a_catalogue_that_lacks_something_is_told_what() -> None:
    source, catalogue = Catalog(), Catalog(locale="zh_Hans")
    for text in ("a", "b", "%(count)d rows", "d"):
        source.add(text)
    catalogue.add("b", "乙", flags=["fuzzy"])
    catalogue.add("%(count)d rows", "行")
    catalogue.add("d", "丁")
    catalogue.add("gone", "无")
    assert [line.split(":")[0] for line in complaints(catalogue, source)] == [
        "not translated",
        "fuzzy",
        "other placeholders than '%(count)d rows'",
        "no longer in the program",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_left_in_english(language: str) -> None:
    """What reads the same has no word in small letters, but for what is inside its placeholders."""
    messages = [message for message in load(language) if message.id and message.id not in NAMES]
    same = [message.id for message in messages if message.id == message.string]
    assert [text for text in same if re.search("[a-z]{3}", PLACE.sub("", str(text)))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_sorted_text_without_dates_or_line_numbers(language: str) -> None:
    text = path_of(language).read_text(encoding="utf-8")
    assert "POT-Creation-Date" not in text
    assert "\n#: " not in text
    assert "fuzzy" not in text
