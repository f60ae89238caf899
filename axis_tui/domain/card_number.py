"""Payment card numbers, found so that they are never stored; what to do about one is the edge's business."""

import re
import unicodedata

from axis_tui.domain.luhn import is_luhn_valid

_SEPARATORS = r"[ .\-\u2010-\u2015]"
_RUN = re.compile(rf"[0-9]+(?:{_SEPARATORS}[0-9]+)*", re.ASCII)
_SHORTEST, _LONGEST = 13, 19
_IIN = re.compile(
    # Issuer ranges of ISO/IEC 7812 in use: Amex, Diners, Mastercard 2-series, Visa, Maestro and Mastercard,
    # Discover, UnionPay and JCB, RuPay, Troy.
    r"3[47][0-9]{13}|3[0689][0-9]{12,17}|35[0-9]{14,17}|2[2-7][0-9]{14}|4[0-9]{12}(?:[0-9]{3}){0,2}"
    r"|5[1-5][0-9]{14}|(?:50|5[6-8]|6[0-9])[0-9]{11,17}|8[12][0-9]{14,17}|9792[0-9]{12}",
    re.ASCII,
)


def looks_like_card_number(text: str) -> bool:
    """Whether `text` holds what may be a payment card number.

    That is 13 to 19 digits in an issuer's range, Luhn right, in groups or not. ICCIDs and EIDs
    (from 89 on), and IMEIs, are not taken for cards.
    """
    plain = unicodedata.normalize("NFKC", text)
    return any(_holds_card(run.group()) for run in _RUN.finditer(plain))


def _holds_card(run: str) -> bool:
    groups = re.split(_SEPARATORS, run)
    whole = "".join(groups)
    if whole.startswith("89") and len(whole) in (19, 20, 32):
        return False
    for first in range(len(groups)):
        digits = ""
        for group in groups[first : first + _LONGEST + 1]:
            digits += group
            if len(digits) > _LONGEST:
                break
            if len(digits) >= _SHORTEST and _IIN.fullmatch(digits) and is_luhn_valid(digits):
                return True
    return False
