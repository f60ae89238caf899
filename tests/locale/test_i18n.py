import subprocess
import sys
from pathlib import Path

import pytest

from axis_tui import i18n
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.validity import ValidityUnit
from axis_tui.present.validity_words import span
from tests.locale.extract import LANGUAGES, compile_catalogue, load

UNITS = [unit.value for unit in ValidityUnit]


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalogues of the source tree, compiled apart from it."""
    for language in LANGUAGES:
        compile_catalogue(load(language), tmp_path / language / "LC_MESSAGES" / "axis_tui.mo")
    monkeypatch.setattr(i18n, "LOCALE_DIR", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_Hans"),
        ({"LANG": "zh_SG"}, "zh_Hans"),
        ({"LANG": "zh"}, "zh_Hans"),
        ({"LANG": "zh_TW.UTF-8"}, "zh_Hant"),
        ({"LANG": "zh_HK"}, "zh_Hant"),
        ({"LANG": "zh_MO.Big5"}, "zh_Hant"),
        ({"LANG": "zh_CN.UTF-8@pinyin"}, "zh_Hans"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh_Hant"),
        ({"LANG": "zh_TW.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN", "LC_ALL": ""}, "zh_Hans"),
    ],
)
def test_the_environment_chooses_the_language_as_posix_ranks_it(
    environ: dict[str, str], language: str
) -> None:
    assert i18n.detect(environ) == language


@pytest.mark.parametrize(
    ("setting", "language"),
    [("en", "en"), ("zh-Hant", "zh_Hant"), ("zh_Hans", "zh_Hans"), ("zh-Hant-HK", "zh_Hant"), ("xx", "en")],
)
def test_a_setting_comes_before_the_environment(setting: str, language: str) -> None:
    assert i18n.detect({"LANG": "zh_CN"}, setting) == language


def test_the_language_can_change_while_the_program_runs(catalogues: Path) -> None:
    words = []
    for language in ("en", "zh_Hans", "zh_Hant", "en"):
        i18n.use(language)
        words.append((i18n.current(), i18n._("Valid until"), i18n.is_complete()))
    assert words == [
        ("en", "Valid until", True),
        ("zh_Hans", "有效期至", True),
        ("zh_Hant", "有效期至", True),
        ("en", "Valid until", True),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_stays_no_text(catalogues: Path, language: str) -> None:
    i18n.use(language)
    assert i18n.is_complete()
    assert i18n._("") == i18n.pgettext("alert", "") == i18n.ngettext("", "", 1) == ""
    assert i18n.tell(Problem("")) == ""


def test_without_a_compiled_catalogue_the_text_is_english_and_that_can_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "LOCALE_DIR", str(tmp_path))
    i18n.use("zh_Hans")
    assert i18n._("Valid until") == "Valid until"
    assert i18n.ngettext("%(count)d day", "%(count)d days", 2) == "%(count)d days"
    assert not i18n.is_complete()


def test_a_damaged_catalogue_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "zh_Hans" / "LC_MESSAGES" / "axis_tui.mo"
    target.parent.mkdir(parents=True)
    target.write_bytes(b"\xde\x12\x04\x95 torn")
    monkeypatch.setattr(i18n, "LOCALE_DIR", str(tmp_path))
    i18n.use("zh_Hans")
    assert not i18n.is_complete()


def test_counts_take_the_form_of_the_language(catalogues: Path) -> None:
    def days(count: int) -> str:
        return i18n.ngettext("%(count)d day", "%(count)d days", count) % {"count": count}

    assert [days(0), days(1), days(2)] == ["0 days", "1 day", "2 days"]
    i18n.use("zh_Hans")
    assert [days(1), days(2)] == ["1 天", "2 天"]


def test_counts_of_a_table_take_the_form_of_the_language_too(catalogues: Path) -> None:
    assert [span(unit, 1) for unit in UNITS] == ["1 day", "1 week", "1 month", "1 quarter", "1 year"]
    assert [span(unit, 3) for unit in UNITS] == ["3 days", "3 weeks", "3 months", "3 quarters", "3 years"]
    i18n.use("zh_Hans")
    for count in (1, 3):
        words = [span(unit, count).removeprefix(f"{count} ") for unit in UNITS]
        assert words == ["天", "周", "个月", "个季度", "年"]


def test_one_english_word_can_be_two_words_in_another_language(catalogues: Path) -> None:
    assert i18n.pgettext("alert", "open") == i18n._("open") == "open"
    i18n.use("zh_Hans")
    assert (i18n.pgettext("alert", "open"), i18n._("open")) == ("未处理", "打开")


def test_a_problem_is_told_with_the_problems_inside_it() -> None:
    inner = Problem(N_("no such interface"))
    outer = Problem(N_("the worker could not: %(reason)s"), reason=inner)
    assert i18n.tell(outer) == "the worker could not: no such interface"
    assert i18n.tell(Problem("100 % of it")) == "100 % of it"


def test_speaking_english_loads_no_catalogue_code() -> None:
    code = "import sys, axis_tui.i18n as i; i.use('en'); i._('x'); print('gettext' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
