"""Whatever lpac prints is read or set aside; nothing of it ends the program, and all text of it is clean."""

import contextlib
import json
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.text import clean
from axis_tui.euicc import lpac_parse
from axis_tui.euicc.base import Progress, SignedNotification
from axis_tui.euicc.lpac_failure import problem
from axis_tui.euicc.lpac_line import Result, Step, number, read_line, text
from axis_tui.euicc.problem import (
    Cancelled,
    ChipProblem,
    Driver,
    NoMemory,
    NotAllowed,
    NotFound,
    WrongState,
)
from tests.euicc.machine import AIDS, EID, ICCIDS, new_chip

HOSTILE = "\x1b]0;x\x07[/x][@click=app.quit]\u202eevil\u200b\x00\ud800" + "a\u0301\u0301\u0301\u0301"
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = (
    "type", "payload", "code", "message", "data", "eidValue", "EUICCInfo2", "extCardResource", "iccid",
    "isdpAid", "freeNonVolatileMemory", "EuiccConfiguredAddresses", "rulesAuthorisationTable", "pprIds",
    "allowedOperators", "profileState", "profileNickname", "icon", "seqNumber", "pendingNotification",
    "errorReason",
)  # fmt: skip
near_misses = st.recursive(
    scalars | st.sampled_from(["lpa", "progress", "notification", "success", "-1"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=8),
    max_leaves=20,
)
PARSERS: list[Callable[[object], object]] = [
    lpac_parse.chip_info,
    lpac_parse.profiles,
    lpac_parse.notifications,
    lpac_parse.preview,
    lpac_parse.downloaded,
]


def line(kind: str, code: Any, message: Any, data: Any) -> bytes:
    return json.dumps({"type": kind, "payload": {"code": code, "message": message, "data": data}}).encode()


def result(data: Any, message: str = "es10c_delete_profile") -> Result:
    read = read_line(line("lpa", -1, message, data))
    assert isinstance(read, Result)
    return read


@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_no_line(raw: bytes) -> None:
    assert read_line(raw) is None or raw.lstrip().startswith(b"{")


@given(near_misses | anything)
def test_json_of_any_shape_is_a_line_or_none_and_a_failure_of_it_has_one_line(value: object) -> None:
    read = read_line(json.dumps(value).encode())
    if isinstance(read, Result):
        assert "\n" not in str(problem(read))
        assert str(problem(read)).isprintable()


@given(near_misses | anything)
def test_data_of_any_shape_is_taken_or_refused_as_a_chip_problem(data: object) -> None:
    for parse in PARSERS:
        taken: object = ""
        with contextlib.suppress(Driver):
            taken = parse(data)
        assert all(unicodedata.category(character) not in ("Cc", "Cf", "Cs") for character in repr(taken))


@given(st.dictionaries(st.sampled_from(KEYS), st.text(max_size=300) | scalars))
def test_what_a_chip_calls_its_profiles_is_clean(row: dict[str, object]) -> None:
    (found,) = lpac_parse.profiles([row])
    for word in (
        found.iccid,
        found.isdp_aid,
        found.state,
        found.nickname,
        found.provider,
        found.name,
        found.klass,
    ):
        assert word == clean(word)
        assert len(word) <= 200


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\n", b"Usage: lpac <driver|chip|profile|notification|version>", b"\xff\xfe{", b"{",
        b"{" * 100_000, b"[" * 100_000, b'{"type":"lpa","payload":' + b"[" * 100_000, b'{"type":"lpa"}',
        b'{"type":"lpa","payload":7}',
        b'{"type":"lpa","payload":{"code":0,"data":null}}', b'{"type":"apdu","payload":{"func":"connect"}}',
        b'{"type":"lpa","payload":{"code":0,"message":null,"data":null}}',
        b'{"type":"lpa","payload":{"code":' + b"9" * 5_000 + b',"message":"success","data":null}}',
        b'{"type":"lpa","payload":{"code":0,"message":"succ', b"null", b"{}", b'"lpa"', b"\x00" * 1_000,
    ],
)  # fmt: skip
def test_what_is_no_line_of_lpacs_is_set_aside(raw: bytes) -> None:
    assert read_line(raw) is None


def test_the_lines_of_a_call_are_read() -> None:
    assert read_line(line("progress", 0, "es9p_initiate_authentication", "rsp.example.com")) == Step(
        Progress(0, "es9p_initiate_authentication", "rsp.example.com"), "rsp.example.com"
    )
    assert read_line(line("lpa", 0, "success", None)) == Result(0, "success", None)
    assert read_line(b"libqmi: warning " + line("lpa", 0, "success", [1]) + b" \r") == Result(
        0, "success", [1]
    )
    assert read_line(line("lpa", "0", "success", None)) == Result(0, "success", None)


@pytest.mark.parametrize("code", [-1, 7, "-1", None, False, 0.5, "x", [0], {"code": 0}])
def test_any_code_but_0_is_a_failure(code: Any) -> None:
    read = read_line(line("lpa", code, "success", None))
    assert isinstance(read, Result)
    assert read.code != 0


@pytest.mark.parametrize("spelt", ["es8p_meatadata_parse", "es8p_metadata_parse"])
def test_both_spellings_of_the_metadata_step_are_one(spelt: str) -> None:
    read = read_line(line("progress", 0, spelt, {"iccid": ICCIDS[0]}))
    assert isinstance(read, Step)
    assert read.progress.message == "es8p_metadata_parse"
    assert lpac_parse.preview(read.data).iccid == ICCIDS[0]


def test_a_signed_notification_is_kept_to_the_letter() -> None:
    printed = {"type": "notification", "eid": EID, "seqNumber": 7, "notificationAddress": "rsp.example.com",
               "pendingNotification": "vzcwgZi/LoGR+w=="}  # fmt: skip
    assert read_line(json.dumps(printed).encode()) == SignedNotification(
        7, "rsp.example.com", EID, "vzcwgZi/LoGR+w=="
    )


@pytest.mark.parametrize("payload", ["", "a b", "\x1b[2J", "A" * 200_000, None, 7, ["A"], "A==="])
def test_a_signed_notification_that_is_no_base64_is_none(payload: Any) -> None:
    printed = {"type": "notification", "seqNumber": 7, "pendingNotification": payload}
    assert read_line(json.dumps(printed).encode()) is None


def test_a_chips_facts_are_read() -> None:
    info = lpac_parse.chip_info(new_chip()["info"])
    assert (info.eid, info.free_bytes, info.firmware) == (EID, 291_666, "4.6.0")
    assert (info.default_dp_address, info.root_ds_address) == ("", "lpa.ds.gsma.com")
    assert info.forbidden_policies == ("ppr1",)
    assert [(rule.policies, rule.operators, rule.flags) for rule in info.rules or ()] == [
        (("ppr2",), ("44010",), ("consentRequired",))
    ]
    assert info.possible_policies == {"ppr2"}


def test_an_empty_table_of_rules_allows_none_and_an_absent_one_tells_nothing() -> None:
    facts = new_chip()["info"]
    both = [{"pprIds": ["ppr1", "ppr2"]}]
    for told, possible in (([], set()), (None, None), ("?", None), (both, {"ppr2"})):
        assert lpac_parse.chip_info(facts | {"rulesAuthorisationTable": told}).possible_policies == possible


def test_a_chip_that_tells_nothing_but_its_eid_is_read() -> None:
    info = lpac_parse.chip_info({"eidValue": EID, "EuiccConfiguredAddresses": None, "EUICCInfo2": None})
    assert (info.eid, info.free_bytes, info.rules) == (EID, None, None)


def test_profiles_keep_words_that_nobody_knows_yet() -> None:
    row = new_chip()["profiles"][0] | {"profileState": "dormant", "profileClass": "rsu", "icon": "iVBO"}
    (found,) = lpac_parse.profiles([row, "no profile", None])
    assert (found.state, found.klass, found.has_icon, found.is_enabled) == ("dormant", "rsu", True, False)
    assert (found.isdp_aid, found.iccid, found.nickname) == (AIDS[0], ICCIDS[0], "")


def test_no_profiles_and_no_notifications_are_nothing() -> None:
    assert lpac_parse.profiles(None) == lpac_parse.profiles([]) == ()
    assert lpac_parse.notifications(None) == ()


@pytest.mark.parametrize("data", ["", "text", 7, True, {"iccid": ICCIDS[0]}])
def test_a_list_that_is_none_is_refused(data: object) -> None:
    with pytest.raises(Driver, match=r"lpac answered profile list with .* is it lpac 2\.3 or later\?"):
        lpac_parse.profiles(data)


def test_notifications_come_in_order_whatever_their_numbers_are_written_as() -> None:
    rows = [
        {"seqNumber": seq, "profileManagementOperation": "delete"}
        for seq in (12, "3", 7.0, None, -1, "x", True)
    ]
    assert [notification.seq for notification in lpac_parse.notifications(rows)] == [3, 7, 12]


def test_text_of_a_hostile_chip_is_clean() -> None:
    row = new_chip()["profiles"][0] | {"profileNickname": HOSTILE, "serviceProviderName": "x" * 100_000}
    printed = line("lpa", 0, "success", [row])
    read = read_line(printed)
    assert isinstance(read, Result)
    (found,) = lpac_parse.profiles(read.data)
    assert found.nickname == clean(HOSTILE) == "]0;x[/x][@click=app.quit]evil\ufffda\u0301\u0301"
    assert len(found.provider) == 200


@pytest.mark.parametrize(
    ("value", "read"),
    [(7, 7), ("7", 7), (7.0, 7), (0, 0), (-1, None), (7.5, None), (float("nan"), None), (1e300, None),
     (True, None), ("", None), ("7 ", None), ("٧", None), ("9" * 40, None), (None, None), ([7], None),
     (1 << 63, None)],
)  # fmt: skip
def test_numbers(value: object, read: int | None) -> None:
    assert number(value) == read


def test_a_number_too_long_to_print_is_an_empty_text() -> None:
    assert text(10**5_000) == ""


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("iccid or aid not found", NotFound),
        ("seqNumber not found", NotFound),
        ("profile not in disabled state", WrongState),
        ("profile not in enabled state", WrongState),
        ("wrong profile reenabling", WrongState),
        ("load_profile_elements,install_failed_due_to_iccid_already_exists_on_euicc", WrongState),
        ("disallowed by policy", NotAllowed),
        ("store_metadata,ppr_not_allowed", NotAllowed),
        ("load_profile_elements,install_failed_due_to_insufficient_memory_for_profile", NoMemory),
        ({"errorReason": "install_failed_due_to_insufficient_memory_for_profile"}, NoMemory),
        ("something new", ChipProblem),
        (None, ChipProblem),
        ({"errorReason": ["?"]}, ChipProblem),
    ],
)
def test_a_reason_is_told_by_what_to_do_about_it(data: Any, kind: type[ChipProblem]) -> None:
    assert type(problem(result(data))) is kind


def test_a_failure_without_a_reason_names_its_step() -> None:
    assert str(problem(result("", "es10c_get_profiles_info"))) == "lpac failed at es10c_get_profiles_info: -"
    assert type(problem(result("", "euicc_init"))) is Driver
    assert type(problem(result("", "cancelled"))) is Cancelled
