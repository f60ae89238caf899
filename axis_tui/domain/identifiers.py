"""ICCIDs, EIDs and activation codes: parsed, checked and masked; nothing here looks anything up.

No message of this module repeats what was typed: it may be a secret.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from axis_tui.domain.card_number import looks_like_card_number as looks_like_card_number
from axis_tui.domain.luhn import is_luhn_valid
from axis_tui.domain.problem import N_, Problem

_MAX_TYPED = 2_000
_HOST_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}(?::|$)){_HOST_LABEL}(?:\.{_HOST_LABEL})+(?::[0-9]{{1,5}})?")
_MATCHING_ID = re.compile(r"[A-Za-z0-9-]{0,255}")
_OID = re.compile(r"(?:[0-9]+(?:\.[0-9]+)*)?")


@dataclass(frozen=True, slots=True)
class Iccid:
    """The digits of an ICCID (ITU-T E.118), and whether its Luhn check digit fits: often it does not."""

    value: str = field(repr=False)
    luhn_ok: bool


@dataclass(frozen=True, slots=True)
class Eid:
    """The 32 digits of an eUICC's identifier, check digits right."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ActivationCode:
    """What an activation code says (GSMA SGP.22 §4.1); its repr hides the secret token."""

    smdp_address: str
    matching_id: str = field(repr=False)
    oid: str
    needs_confirmation: bool

    def text(self) -> str:
        """The code in its full form, `LPA:1$…`: show it only on an explicit wish."""
        tail = f"${self.oid}$1" if self.needs_confirmation else f"${self.oid}" if self.oid else ""
        return f"LPA:1${self.smdp_address}${self.matching_id}{tail}"


def parse_iccid(text: str) -> Iccid:
    """The ICCID in `text`: 19 or 20 digits from 89 on; spaces, hyphens and the chip's F padding are left out.

    A wrong check digit only shows in `luhn_ok`: published ICCIDs fail it often. Raises Problem.
    """
    digits = _digits(text).rstrip("Ff")
    if not _is_number(digits) or len(digits) not in (19, 20):
        raise Problem(
            N_("An ICCID has 19 or 20 digits; copy it again from the eSIM's settings or the carrier's mail")
        )
    if not digits.startswith("89"):
        raise Problem(N_("An ICCID begins with 89; check that this is not another number, such as the IMEI"))
    return Iccid(digits, is_luhn_valid(digits))


def parse_eid(text: str) -> Eid:
    """The EID in `text`: 32 digits that are 1 modulo 97 (ISO 7064 MOD 97-10). Raises Problem."""
    digits = _digits(text)
    if not _is_number(digits) or len(digits) != 32:
        raise Problem(
            N_("An EID has 32 digits; copy it again from the device's settings (on phones: dial *#06#)")
        )
    if int(digits) % 97 != 1:
        raise Problem(
            N_("The EID's check digits do not fit; compare it with the device's settings digit by digit")
        )
    return Eid(digits)


def parse_activation_code(text: str) -> ActivationCode:
    """What `LPA:1$ADDRESS$MATCHING_ID[$OID[$1]]` says, with or without `LPA:`, in any case of it.

    Raises Problem. White space and invisible characters inside come from wrapped mails and are left out.
    """
    code = _bare(text)
    if code[:4].upper() == "LPA:":
        code = code[4:]
    fields = code.split("$")
    if len(fields) < 3 or fields[0] != "1":
        raise Problem(N_("This is no activation code; paste the QR code's text, such as LPA:1$ADDRESS$CODE"))
    if len(fields) > 5:
        raise Problem(
            N_("The activation code has more parts than it may; paste one code only, without other text")
        )
    _, address, matching_id, oid, flag = [*fields, "", ""][:5]
    if not _HOST.fullmatch(address):
        raise Problem(
            N_("The activation code's second part is not a server's name; paste the whole code again")
        )
    if not _MATCHING_ID.fullmatch(matching_id):
        raise Problem(
            N_("The activation code's third part holds more than letters, digits and hyphens; paste it again")
        )
    if not _OID.fullmatch(oid) or len(oid) > 128:
        raise Problem(
            N_("The activation code's fourth part is not an object identifier; paste the code again")
        )
    if flag not in ("", "1"):
        raise Problem(N_("The activation code's last part may only be 1; paste the code again"))
    return ActivationCode(address, matching_id, oid, flag == "1")


def mask(text: str, keep: int = 4) -> str:
    """`text` with all but its last `keep` characters hidden: `…0017`; shorter text is hidden whole."""
    bare = _bare(text[-_MAX_TYPED:])
    if not bare:
        return ""
    return "…" + bare[-keep:] if 0 < keep < len(bare) else "…"


def _digits(text: str) -> str:
    return re.sub(r"[-.\u2010-\u2015]", "", _bare(text))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _bare(text: str) -> str:
    if len(text) > _MAX_TYPED:
        raise Problem(N_("That is too long; paste one number or one code only, without other text"))
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf"))
