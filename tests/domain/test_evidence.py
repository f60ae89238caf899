import hashlib
import json
import re
import unicodedata
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.card_number import looks_like_card_number
from axis_tui.domain.credit import Holdings
from axis_tui.domain.evidence import Evidence, as_json, as_markdown, digest
from axis_tui.domain.money import Money
from axis_tui.domain.redaction import CODE_REMOVED, redacted
from axis_tui.domain.renewal_word import Channel, MethodKind, OrderState
from axis_tui.domain.units import GB
from tests.domain.terms import DAY, NOW

CARD = "4111111111111111"
SECRET = "K2-9TQ-SECRET"
CODE = f"LPA:1$smdp.example.com${SECRET}"
CASE = Evidence(
    order=12,
    state=OrderState.SUCCEEDED,
    channel=Channel.ONLINE,
    carrier="Axis Mobile",
    contacts=(("phone", "+81 3 1234 5678"), ("email", "help@axis.example")),
    esim="Tokyo",
    iccid="8981012345678901234",
    package="Japan 10 GB",
    package_code="JP-10",
    amount=Money(1_900, "USD", 2),
    fee=Money(100, "USD", 2),
    method_kind=MethodKind.CARD,
    method_label="Visa of the firm",
    method_last4="4242",
    key="axis-7f3c",
    carrier_reference="R-881",
    own_reference="",
    times=((NOW, "sent", ""), (NOW + 5, "accepted", "R-881")),
    before=Holdings(1, 10 * GB, 4 * GB, NOW + 9 * DAY),
    after=None,
    looks=3,
    ledger=((41, "ab" * 32), (42, "cd" * 32)),
)
TEXTS = [field.name for field in fields(Evidence) if field.type is str]


def bundles(evidence: Evidence) -> tuple[str, str]:
    return as_json(evidence, NOW + 3600), as_markdown(evidence, NOW + 3600)


def filled(text: str) -> Evidence:
    """A case with `text` in every place that holds text."""
    names = [name for name in TEXTS if name != "key"]
    everywhere = replace(CASE, **dict.fromkeys(names, text))  # type: ignore[arg-type]  # texts, all of them
    return replace(everywhere, contacts=((text, text),), times=((NOW, text, text),))


def test_the_json_says_its_schema_and_every_fact() -> None:
    told = json.loads(as_json(CASE, NOW + 3600))
    assert told == {
        "schema": "axis-tui/evidence/1",
        "generated_at": "2025-10-09T09:53:20Z",
        "order": 12,
        "state": "succeeded",
        "channel": "online",
        "carrier": "Axis Mobile",
        "contacts": [
            {"kind": "phone", "value": "+81 3 1234 5678"},
            {"kind": "email", "value": "help@axis.example"},
        ],
        "esim": {"name": "Tokyo", "iccid": "8981012345678901234"},
        "package": {"name": "Japan 10 GB", "code": "JP-10"},
        "amount": {"minor": 1900, "currency": "USD", "exponent": 2},
        "fee": {"minor": 100, "currency": "USD", "exponent": 2},
        "method": {"kind": "card", "label": "Visa of the firm", "last4": "4242"},
        "key": "axis-7f3c",
        "carrier_reference": "R-881",
        "own_reference": "",
        "times": [
            {"at": "2025-10-09T08:53:20Z", "event": "sent", "detail": ""},
            {"at": "2025-10-09T08:53:25Z", "event": "accepted", "detail": "R-881"},
        ],
        "before": {
            "packages": 1,
            "allowance_bytes": 10 * GB,
            "used_bytes": 4 * GB,
            "expires_at": "2025-10-18T08:53:20Z",
        },
        "after": None,
        "looks": 3,
        "ledger": [{"number": 41, "sha256": "ab" * 32}, {"number": 42, "sha256": "cd" * 32}],
    }


def test_the_json_is_canonical() -> None:
    text = as_json(CASE, NOW)
    canonical = json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert text == canonical


def test_the_page_says_what_is_asked_and_every_fact() -> None:
    page = as_markdown(CASE, NOW + 3600)
    assert page.startswith("# Order 12: paid, data not seen\n\nPlease tell us when the data")
    for fact in (
        "Written 2025-10-09 09:53:20. All times are UTC.",
        "- ICCID: `8981012345678901234`",
        "- Package code: `JP-10`",
        "- Amount in all: `19.00 USD`",
        "- Method: `card Visa of the firm, ending in 4242`",
        "- Key, the same at every attempt: `axis-7f3c`",
        "- Carrier's reference: `R-881`",
        "- Customer's reference: not known",
        "- 2025-10-09 08:53:25: `accepted R-881`",
        "10.0 GB (10000000000 bytes) in all, 4.0 GB (4000000000 bytes) used, until 2025-10-18 08:53:20",
        "- When last looked at: not known",
        "- No. 42: `SHA-256 " + "cd" * 32,
        "- Contact: `phone +81 3 1234 5678`",
    ):
        assert fact in page


@pytest.mark.parametrize("state", OrderState)
def test_every_state_has_its_page(state: OrderState) -> None:
    title = as_markdown(replace(CASE, state=state), NOW).splitlines()[0]
    assert re.fullmatch(r"# Order 12: [a-z ,]+", title)


def test_what_is_empty_makes_no_section() -> None:
    page = as_markdown(replace(CASE, contacts=(), ledger=(), times=(), fee=None), NOW)
    assert "## Support" not in page
    assert "ledger" not in page
    assert "## What happened" not in page
    assert "- Fee in it: not known" in page


@pytest.mark.parametrize(
    "text", [CODE, CODE.lower(), f"see {CODE[4:]}$$1 now", f"LPA: 1$ smdp.example.com ${SECRET}"]
)
def test_no_activation_code_is_sent(text: str) -> None:
    for bundle in bundles(filled(text)):
        assert SECRET.lower() not in bundle.lower()
        assert CODE_REMOVED in bundle


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        "paid with 4111 1111-1111 1111 today",
        "４１１１１１１１１１１１１１１１",
        "\u200b".join(CARD),
        "x" * 190 + CARD,
    ],
)
def test_never_more_than_four_digits_of_a_card_are_sent(text: str) -> None:
    for bundle in bundles(filled(text)):
        plain = unicodedata.normalize("NFKC", bundle)
        assert "11111" not in re.sub(r"[ -]", "", plain)
        assert not looks_like_card_number(plain)


def test_of_a_card_given_as_its_last_four_only_these_are_sent() -> None:
    for bundle in bundles(replace(CASE, method_last4=CARD)):
        assert "1111" in bundle
        assert "11111" not in bundle


def test_numbers_that_are_no_cards_stay_whole() -> None:
    for number in ("8981012345678901234", "+81 3 1234 5678", "2025-10-09 08:53:20", "4111111111111112"):
        assert redacted(number) == number


@given(st.text(max_size=80) | st.text("`[]()<>!|#*_\\\n\r\x1b\u202e\u200b a1", max_size=40))
def test_hostile_text_is_never_a_control_a_line_or_markup(text: str) -> None:
    as_data, page = bundles(filled(text))
    assert json.loads(as_data)["schema"] == "axis-tui/evidence/1"
    for line in [as_data, *page.split("\n")]:
        assert not any(
            unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in line
        )
    shape = re.sub(r"`[^`\n]*`", "`x`", page)
    harmless = re.sub(r"`[^`\n]*`", "`x`", as_markdown(filled("x"), NOW + 3600))
    assert shape.replace("not known", "`x`") == harmless.replace("not known", "`x`")
    digest(as_data + page)


def test_the_digest_is_sha_256_of_the_text() -> None:
    assert digest("é") == hashlib.sha256("é".encode()).hexdigest()
