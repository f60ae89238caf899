import hashlib
import json
import re
import unicodedata
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import (
    CarrierSays,
    CaseEvent,
    CaseState,
    CheckCode,
    Level,
    OnChip,
    Reason,
)
from axis_tui.domain.card_number import looks_like_card_number
from axis_tui.domain.dossier import SCHEMA, Dossier, Part, as_json, as_markdown
from axis_tui.domain.dossier_check import Fault, Verdict, verify, verify_json, verify_markdown
from axis_tui.domain.dossier_content import dossier_of
from axis_tui.domain.dossier_facts import CaseFacts, Standing
from axis_tui.domain.dossier_part import PartName, signed_part, text_part
from axis_tui.domain.ledger import FIRST_HASH, Entry, entry_hash
from axis_tui.domain.problem import Problem
from axis_tui.domain.redaction import CARD_REMOVED, CODE_REMOVED, redacted, redacted_lines
from axis_tui.domain.units import GB
from tests.domain.terms import DAY, NOW

CARD = "4111111111111111"
SECRET = "K2-9TQ-SECRET"
CODE = f"LPA:1$smdp.example.com${SECRET}"
SIGNED = "vzCBkL8vGIACBQCBAgUggg9zbWRwLmV4YW1wbGUuY29tWgqYAQEyVHaYECQ1XzdAQsH+/w=="
REFUND = Entry(41, NOW + DAY, "refund", 1, 2, None, None, 0, 1_900, "USD", 2, "R-9", "unused")
AMOUNT = (("minor", 350), ("currency", "USD"), ("exponent", 2))
FACTS = CaseFacts(
    case=7,
    state=CaseState.VERIFIED,
    reason=Reason.REPLACED,
    reason_text="the old router",
    by_carrier=False,
    carrier="Axis CH",
    esim="Swiss day",
    iccid="8941012345678901234",
    device="GL-MT3000",
    carrier_reference="R-881",
    times=((NOW, "submitted", ""), (NOW + 5, "in review", "R-881"), (NOW + DAY, "approved", "")),
    before=Standing(NOW, OnChip.ENABLED, CarrierSays.ACTIVE, "active", 3 * GB, NOW + 9 * DAY),
    after=Standing(NOW + 2 * DAY, OnChip.ABSENT, CarrierSays.CANCELLED, "ended", None, None),
    ledger=((REFUND, entry_hash(FIRST_HASH, REFUND)),),
    notification=SIGNED,
    contact="me@example.com",
    checks=(
        Check(CheckCode.VALUE_LEFT, Level.WARNS, (*AMOUNT, ("by", "data"))),
        Check(CheckCode.FEE, Level.WARNS, AMOUNT),
        Check(CheckCode.REFUND_NONE, Level.WARNS),
        Check(CheckCode.OTHER_WORKS, Level.OK, (("count", 2), ("device", "GL-MT3000"))),
        Check(CheckCode.BACKUP_MADE, Level.OK, (("at", NOW),)),
    ),
    backup_sha256="ab" * 32,
    confirmation="Dear customer,\nthe service of R-881 has ended.\n\nAxis CH",
)
DOSSIER = dossier_of(FACTS, NOW + 3 * DAY)
AS_JSON, AS_MARKDOWN = as_json(DOSSIER), as_markdown(DOSSIER)
TEXTS = [field.name for field in fields(CaseFacts) if field.type is str]
PRINTABLE = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"))


def filled(text: str) -> Dossier:
    """A dossier with `text` in every place that holds text."""
    everywhere = replace(FACTS, **dict.fromkeys(TEXTS, text))  # type: ignore[arg-type]  # texts, all of them
    entry = replace(REFUND, kind=text, reference=text, note=text)
    standing = replace(FACTS.before, plan_state=text) if FACTS.before else None
    facts = replace(
        everywhere, times=((NOW, text, text),), before=standing, after=standing, ledger=((entry, text),)
    )
    return dossier_of(facts, NOW)


def written(dossier: Dossier) -> tuple[str, str]:
    return as_json(dossier), as_markdown(dossier)


def text_of(name: PartName, dossier: Dossier = DOSSIER) -> str:
    return next(part.text for part in dossier.parts if part.name == name)


def found(verdict: Verdict) -> tuple[Fault | None, str]:
    return verdict.fault, verdict.first_wrong


def test_the_parts_tell_what_happened_and_what_proves_it() -> None:
    assert [part.name for part in DOSSIER.parts] == [name.value for name in PartName]
    assert text_of(PartName.NOTIFICATION) == SIGNED
    assert text_of(PartName.CONFIRMATION) == FACTS.confirmation
    assert text_of(PartName.SUMMARY).split("\n") == [
        "Cancellation C-0007: the service has ended, and that is proven",
        "Carrier: Axis CH",
        "eSIM: Swiss day",
        "ICCID: 8941012345678901234",
        "Device: GL-MT3000",
        "Reason: device replaced: the old router",
        "Carrier's reference: R-881",
        "Removed: by the chip",
        "Lost: about 3.50 USD of what was paid",
        "Fee: 3.50 USD",
        "Refund: none",
        "Backup: made and verified 2025-10-09 08:53:20 UTC",
        "2025-10-09 08:53:20 UTC: submitted",
        "2025-10-09 08:53:25 UTC: in review R-881",
        "2025-10-10 08:53:20 UTC: approved",
    ]
    assert json.loads(text_of(PartName.BEFORE)) == {
        "at": "2025-10-09T08:53:20Z",
        "profile": "enabled",
        "carrier": "active",
        "plan_state": "active",
        "left_bytes": 3 * GB,
        "expires_at": "2025-10-18T08:53:20Z",
    }
    (entry,) = json.loads(text_of(PartName.LEDGER))
    assert entry["amount"] == {"minor": 1900, "currency": "USD", "exponent": 2}
    assert entry["sha256"] == entry_hash(FIRST_HASH, REFUND)
    case, checked = json.loads(text_of(PartName.CASE)), json.loads(text_of(PartName.CHECKLIST))
    assert (case["unproven"], case["contact"]) == ([], "me@example.com")
    assert checked["backup_sha256"] == "ab" * 32
    assert checked["checks"][1] == {"check": "fee", "level": "warns", "amount": dict(AMOUNT)}
    assert checked["checks"][-1]["at"] == "2025-10-09T08:53:20Z"


def test_the_history_reads_as_sentences() -> None:
    events = [
        *CaseEvent,
        "drafted",
        "asked",
        "recall_told",
        "confirmed",
        "kept",
        "ended",
        "refused",
        "told_ended",
    ]
    facts = replace(FACTS, times=tuple((NOW, str(event), "") for event in events))
    lines = text_of(PartName.SUMMARY, dossier_of(facts, NOW)).split("\n")
    told = [line.partition("UTC: ")[2] for line in lines if "UTC: " in line]
    assert len(told) == len(events)
    assert all(len(sentence.split()) >= 3 for sentence in told), told
    facts = replace(
        FACTS, times=((NOW, "submit", "auto-renew off"), (NOW, "asked", "R-1"), (NOW, "verify", ""))
    )
    summary = text_of(PartName.SUMMARY, dossier_of(replace(facts, reason=Reason.LOST), NOW))
    assert "it was submitted, and auto-renew was turned off" in summary
    assert "handed to the carrier, reference R-1" in summary
    assert "ended at the carrier; the device is out of reach" in summary


def test_an_empty_ledger_is_said_to_be_empty() -> None:
    part = next(part for part in dossier_of(replace(FACTS, ledger=()), NOW).parts if part.name == "ledger")
    assert (part.media_type, part.text) == ("text/plain", "no entry since the request")


def test_a_dossier_of_before_is_whole_still() -> None:
    fewer = tuple(part for part in DOSSIER.parts if part.name not in ("checklist", "ledger"))
    before = replace(DOSSIER, parts=fewer)
    for text in written(before):
        assert verify(text).is_whole


def test_a_lost_device_is_said_to_have_been_left_to_the_carrier() -> None:
    lost = replace(FACTS, reason=Reason.LOST, by_carrier=True, notification="")
    assert "Removed: by the carrier on its side" in text_of(PartName.SUMMARY, dossier_of(lost, NOW))
    assert (
        "Removed: by the carrier on its side; the device is out of reach"
        in dossier_of(lost, NOW).parts[0].text
    )
    assert lost.unproven == ()


@pytest.mark.parametrize(("told", "how", "wanting"), [
    ((("refused", "a rule"), ("revoke", "")), "by the carrier on its side; the chip refused to", 0),
    ((("delete", ""), ("revoke", "")), "by the chip, and ended by the carrier on its side", 1),
    ((("delete", "by hand"), ("notify", "by hand")), "by hand, as its owner recorded", 1),
])  # fmt: skip
def test_how_it_went_is_told_as_it_was(told: tuple[tuple[str, str], ...], how: str, wanting: int) -> None:
    by_carrier = ("revoke", "") in told
    times = tuple((NOW, event, detail) for event, detail in told)
    facts = replace(FACTS, by_carrier=by_carrier, times=times, notification="")
    assert f"\nRemoved: {how}\n" in text_of(PartName.SUMMARY, dossier_of(facts, NOW))
    assert facts.unproven == ("the chip's signed notification of the deletion",)[:wanting]


def test_a_removal_that_nobody_recorded_is_not_said_to_be_proven() -> None:
    times = tuple(
        (NOW + at, event, "") for at, event in enumerate(("confirmed", "begin", "ended", "told_ended"))
    )
    unread = Standing(NOW, OnChip.UNKNOWN, CarrierSays.MUTE, "ended", None, None)
    bare = replace(FACTS, by_carrier=True, times=times, notification="", after=unread)
    summary, *_rest = text_of(PartName.SUMMARY, dossier_of(bare, NOW)).split("\n")
    told = text_of(PartName.SUMMARY, dossier_of(bare, NOW))
    assert summary.endswith("by the carrier's word; not proven: that the profile is off the device")
    assert "Removed: nobody recorded that; the carrier ended the service on its side" in told
    assert "Not proven: that the profile is off the device" in told
    assert "out of reach" not in told
    case = json.loads(text_of(PartName.CASE, dossier_of(bare, NOW)))
    assert (case["removed_by"], case["unproven"]) == ("unknown", ["that the profile is off the device"])
    by_hand = replace(bare, times=(*times[:3], (NOW, "delete", "by hand"), *times[3:]))
    assert by_hand.removed_by == "owner"
    assert "that the profile is off the device" not in by_hand.unproven


def test_what_cannot_be_a_signed_notification_proves_nothing() -> None:
    assert len(replace(FACTS, notification="A" * 2_001).unproven) == 1


def test_a_carrier_s_letter_in_one_line_is_kept_whole() -> None:
    letter = "Dear customer, " + "the service has ended. " * 80 + "Axis CH"
    dossier = dossier_of(replace(FACTS, confirmation=letter, reason_text="why " * 100), NOW)
    assert text_of(PartName.CONFIRMATION, dossier) == letter
    assert json.loads(text_of(PartName.CASE, dossier))["reason_text"] == ("why " * 100).strip()


def test_what_is_not_proven_is_said() -> None:
    bare = replace(FACTS, state=CaseState.UNPROVEN, notification=" ", confirmation="", after=None)
    dossier = dossier_of(bare, NOW)
    assert len(bare.unproven) == 3
    assert text_of(PartName.SUMMARY, dossier).count("Not proven: ") == 3
    assert [part.name for part in dossier.parts] == [
        "summary", "case", "checklist", "times", "before", "ledger",
    ]  # fmt: skip

    assert replace(FACTS, after=None, confirmation="it has ended").unproven == (
        "that the profile is off the chip",
    )


@pytest.mark.parametrize("state", [CaseState.WITHDRAWN, CaseState.REJECTED])
def test_where_nothing_was_carried_out_nothing_is_wanting(state: CaseState) -> None:
    facts = replace(FACTS, state=state, notification="", confirmation="", after=None)
    assert facts.unproven == ()
    assert "Removed: nothing was removed" in text_of(PartName.SUMMARY, dossier_of(facts, NOW))


def test_the_json_says_its_schema_and_is_canonical() -> None:
    told = json.loads(AS_JSON)
    assert (told["schema"], told["case"], told["generated_at"]) == (SCHEMA, 7, "2025-10-12T08:53:20Z")
    assert set(told) == {"schema", "case", "generated_at", "parts", "sha256"}
    assert json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True) == AS_JSON


def test_the_hashes_are_those_that_anybody_can_reckon() -> None:
    told = json.loads(AS_JSON)
    lines = [SCHEMA, "7", told["generated_at"]]
    for part in told["parts"]:
        assert part["sha256"] == hashlib.sha256(part["text"].encode()).hexdigest()
        lines.append(f"{part['sha256']}  {part['name']}  {part['media_type']}")
    assert told["sha256"] == hashlib.sha256("\n".join(lines).encode()).hexdigest() == DOSSIER.seal


def test_the_page_has_every_part_and_the_same_hashes_in_a_table() -> None:
    assert AS_MARKDOWN.startswith("# Cancellation C-0007\n\nWritten `2025-10-12T08:53:20Z`")
    for part in DOSSIER.parts:
        assert f"| {part.name} | {part.media_type} | `{part.sha256}` |\n" in AS_MARKDOWN
        assert f"\n\n## {part.name}\n\n```" in AS_MARKDOWN
        assert f"\n{part.text}\n```" in AS_MARKDOWN
    assert f"SHA-256 of the list: `{DOSSIER.seal}`" in AS_MARKDOWN


@pytest.mark.parametrize("text", [AS_JSON, AS_JSON + "\n", AS_MARKDOWN])
def test_what_was_written_is_whole(text: str) -> None:
    verdict = verify(text, DOSSIER.seal)
    assert verdict == Verdict(None, 9, "", (), DOSSIER.seal)
    assert verdict.is_whole
    assert verdict.line == "Whole: each of its 9 parts is as it was written"


@settings(max_examples=400)
@given(st.sampled_from([AS_JSON, AS_MARKDOWN]), st.data())
def test_a_character_changed_anywhere_in_the_file_is_found(whole: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(whole) - 1))
    new = data.draw(st.text(st.sampled_from('"\\`|\n\x00\ud800 09af{}') | PRINTABLE, max_size=3))
    changed = whole[:place] + new + whole[place + 1 :]
    verdict = verify(changed)
    # A line break at the end of JSON is none of its bytes.
    is_same = changed == whole or (whole == AS_JSON and changed == whole + "\n")
    assert verdict.is_whole == is_same
    assert verdict.line.isprintable()


@settings(max_examples=300)
@given(st.sampled_from(DOSSIER.parts), st.booleans(), st.data())
def test_a_byte_changed_in_a_part_names_that_part(part: Part, is_json: bool, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(part.text) - 1))
    new = data.draw(PRINTABLE.filter(lambda character: character not in (part.text[place], "`")))
    changed = part.text[:place] + new + part.text[place + 1 :]
    if is_json:
        values = json.loads(AS_JSON)
        next(each for each in values["parts"] if each["name"] == part.name)["text"] = changed
        text = json.dumps(values)
    else:
        text = AS_MARKDOWN.replace(f"\n{part.text}\n```", f"\n{changed}\n```", 1)
    assert found(verify(text)) == (Fault.PART, part.name)


@settings(max_examples=100)
@given(st.sampled_from([AS_JSON, AS_MARKDOWN]), st.data())
def test_a_file_that_is_cut_off_is_found(whole: str, data: st.DataObject) -> None:
    assert not verify(whole[: data.draw(st.integers(0, len(whole) - 2))]).is_whole


def tampered(change: str) -> dict[str, object]:
    values = json.loads(AS_JSON)
    parts = values["parts"]
    match change:
        case "left out":
            del parts[6]
        case "added":
            parts.append(parts[0])
        case "moved":
            parts[0], parts[1] = parts[1], parts[0]
        case "renamed":
            parts[3]["name"], parts[4]["name"] = parts[4]["name"], parts[3]["name"]
        case "another kind":
            parts[6]["media_type"] = "text/plain"
        case "another case":
            values["case"] = 8
        case "another time":
            values["generated_at"] = "2024-10-12T08:53:20Z"
        case "another list":
            values["sha256"] = "0" * 64
    return dict(values)


@pytest.mark.parametrize(
    "change",
    ["left out", "added", "moved", "renamed", "another kind", "another case", "another time", "another list"],
)
def test_a_list_that_was_changed_is_found_though_each_part_is_as_it_was(change: str) -> None:
    assert found(verify(json.dumps(tampered(change)))) == (Fault.LIST, "")


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(json.loads(AS_JSON), indent=2),
        json.dumps(json.loads(AS_JSON) | {"note": "approved"}),
        AS_JSON.replace('{"case":7', '{"case":8,"case":7'),
        AS_MARKDOWN + "\n## note\n\napproved\n",
        AS_MARKDOWN.replace("All times are UTC.", "All times are CET."),
        AS_MARKDOWN.replace("\n\n## case", "\nRefunded in full.\n\n## case"),
        AS_MARKDOWN.replace("# Cancellation C-0007", "# Cancellation C-00007"),
    ],
)
def test_what_was_put_between_the_parts_is_found(text: str) -> None:
    assert verify(text).fault in (Fault.REWRITTEN, Fault.PART)


def test_a_dossier_written_anew_with_right_hashes_is_told_by_the_seal_that_was_kept() -> None:
    forged = dossier_of(replace(FACTS, confirmation="never ended"), NOW + 3 * DAY)
    for text in written(forged):
        assert verify(text).is_whole
        assert found(verify(text, DOSSIER.seal)) == (Fault.OTHER_SEAL, "")


def test_parts_of_a_later_version_are_checked_and_named() -> None:
    later = Dossier(7, DOSSIER.generated_at, (*DOSSIER.parts, Part("location", "text/plain", "Bern")))
    for text in written(later):
        verdict = verify(text)
        assert (verdict.is_whole, verdict.unknown) == (True, ("location",))
        assert verdict.line.endswith("not known here: location")
        assert found(verify(text.replace("Bern", "Rome"))) == (Fault.PART, "location")


@pytest.mark.parametrize("text", [AS_JSON, AS_MARKDOWN])
def test_another_version_is_told_from_what_is_no_dossier(text: str) -> None:
    assert verify(text.replace(SCHEMA, "axis-tui/cancellation/2")).fault is Fault.OTHER_SCHEMA
    assert verify(text.replace(SCHEMA, "axis-tui/evidence/1")).fault is Fault.NOT_ONE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "NaN",
        "{}",
        "[" * 100_000,
        '{"case":' * 50_000,
        "9" * 10_000,
        "\ufeff" + AS_JSON,
        "\ud800",
        json.dumps({"schema": SCHEMA}),
        json.dumps({"schema": SCHEMA, "case": True, "generated_at": "", "parts": [], "sha256": ""}),
        json.dumps(json.loads(AS_JSON) | {"case": True}),
        json.dumps(json.loads(AS_JSON) | {"case": -1}),
        json.dumps(json.loads(AS_JSON) | {"case": 7.0}),
        json.dumps(json.loads(AS_JSON) | {"generated_at": "now"}),
        json.dumps(json.loads(AS_JSON) | {"parts": [[]] * 2}),
        json.dumps(json.loads(AS_JSON) | {"parts": [{}] * 1_000}),
        AS_JSON.replace('"name":"case"', '"name":"../case"'),
        AS_JSON.replace("text/plain", "text/plain|"),
        "# Cancellation C-0007\n\nWritten `x`, schema `y`",
        AS_MARKDOWN.replace("SHA-256 of the list", "Hash"),
    ],
)
def test_what_is_no_dossier_gives_a_line_and_no_error(text: str) -> None:
    for check in (verify, verify_json, verify_markdown):
        verdict = check(text)
        assert not verdict.is_whole
        assert verdict.line.isprintable()
    assert verify(text).fault is Fault.NOT_ONE


def test_what_is_longer_than_any_dossier_is_not_read() -> None:
    assert verify("{" + " " * 4_000_000).fault is Fault.TOO_LONG


@settings(max_examples=300)
@given(
    st.text(max_size=60)
    | st.text(st.sampled_from('`|#\n -C0ax{}[]":,\\'), max_size=80)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["schema", "case", "parts", "sha256", "generated_at", "name", "text", "media_type"]
                ),
                inner | st.just(SCHEMA),
                max_size=6,
            )
        ),
        max_leaves=12,
    ).map(json.dumps)
)
def test_any_text_at_all_gives_a_verdict(text: str) -> None:
    for check in (verify, verify_json, verify_markdown):
        verdict = check(text)
        assert not verdict.is_whole
        assert verdict.line.isprintable()


@settings(max_examples=200)
@given(st.text(max_size=80) | st.text("`[]()<>!|#*_~\\\n\r\x1b\u202e\u200b a1", max_size=60))
def test_hostile_text_is_never_a_control_or_markup_and_what_is_written_can_be_checked(text: str) -> None:
    dossier = filled(text)
    told, page = written(dossier)
    for line in [told, *page.split("\n")]:
        assert not any(unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for each in line)
    blocks = re.compile(r"^(`{3,})(?:json|text)\n.*?\n\1$", re.DOTALL | re.MULTILINE)
    outside = blocks.sub("", page)
    assert re.fullmatch(r"[\x20-\x7e\n]*", outside)
    assert len(blocks.findall(page)) == len(dossier.parts)
    for kept in (told, page):
        assert verify(kept, dossier.seal).is_whole


@pytest.mark.parametrize("ticks", ["```", "````", "`" * 40])
def test_a_fence_in_the_carrier_s_words_does_not_end_their_block(ticks: str) -> None:
    words = f"{ticks}\n\n## ledger\n\n{ticks}json\n[]\n{ticks}"
    page = as_markdown(dossier_of(replace(FACTS, confirmation=words), NOW))
    fence = ticks + "`"
    assert page.endswith(f"\n\n## confirmation\n\n{fence}text\n{words}\n{fence}\n")
    assert verify(page).is_whole


@pytest.mark.parametrize(
    "text", [CODE, CODE.lower(), f"see {CODE[4:]}$$1 now", f"LPA: 1$ smdp.example.com ${SECRET}"]
)
def test_no_activation_code_is_kept(text: str) -> None:
    for whole in written(filled(text)):
        assert SECRET.lower() not in whole.lower()
        assert CODE_REMOVED in whole


@pytest.mark.parametrize(
    "text",
    [
        f"Your code:\nLPA:1$smdp.example.com$\n{SECRET}\nRegards",
        f"Your code:\nLPA:1$smdp.exam\nple.com${SECRET}\nRegards",
        f"Your code: LPA:1\n$smdp.example.com\n${SECRET} Regards",
    ],
)
def test_an_activation_code_broken_by_the_end_of_a_line_is_found(text: str) -> None:
    kept = redacted_lines(text)
    assert SECRET not in kept
    assert kept.startswith("Your code:")
    assert kept.endswith("Regards")


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        "4111 1111\n1111 1111",
        "4111\n1111\n1111\n1111",
        "４１１１１１１１１１１１１１１１",
        "\u200b".join(CARD),
    ],
)
def test_never_more_than_four_digits_of_a_card_are_kept(text: str) -> None:
    for whole in written(filled(f"paid with\n{text}\nin May")):
        plain = re.sub(r"\s|\\n", " ", unicodedata.normalize("NFKC", whole))
        assert "1111 1111" not in plain
        assert "11111" not in plain
        assert not looks_like_card_number(plain)


def test_a_card_in_one_line_leaves_the_others_as_they_are() -> None:
    assert redacted_lines(f"paid with\n{CARD}\nin May") == "paid with\n…1111\nin May"
    assert redacted_lines("first\n４１１１１１１１１１１１１１１１\nlast") == f"first\n{CARD_REMOVED}\nlast"


@given(st.text(max_size=60))
def test_lines_are_made_safe_as_one_line_is(text: str) -> None:
    one = text.replace("\n", " ").replace("\r", " ")
    assert redacted_lines(one) == redacted(one, 300)


def test_what_is_signed_is_kept_to_the_letter_and_what_is_not_base64_is_words() -> None:
    wrapped = signed_part(PartName.NOTIFICATION, f" {SIGNED[:40]}\n{SIGNED[40:]}\n")
    assert (wrapped.text, wrapped.media_type) == (SIGNED, "application/octet-stream;base64")
    for text in (CODE, "\x1b[31m", "a" * 70_000, ""):
        part = signed_part(PartName.NOTIFICATION, text)
        assert part == text_part(PartName.NOTIFICATION, text)
        assert SECRET not in part.text


@pytest.mark.parametrize("name", ["", "Case", "a b", "a|b", "-a", "a" * 41, "a\n"])
def test_a_name_that_could_be_markup_is_no_part(name: str) -> None:
    with pytest.raises(Problem, match="lower-case name"):
        Part(name, "text/plain", "")
    with pytest.raises(Problem, match="lower-case name"):
        Part("case", name, "")
