"""The checklist before a cancellation, in words: one sentence a line, what blocks marked as such."""

from __future__ import annotations

from collections.abc import Sequence

from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import CheckCode, Level
from axis_tui.domain.dossier import case_text
from axis_tui.i18n import N_, _, ngettext
from axis_tui.present.case_words import reason_word
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.money import money
from axis_tui.present.when import day_with_weekday, local, moment
from axis_tui.present.width import cells, fit_line
from axis_tui.present.wrap import wrapped

CHECK_WORDS: dict[str, str] = {
    "open_case": N_("another cancellation of this eSIM is open"),
    "already_ended": N_("ended by %(case)s"),
    "reason": N_("reason: %(reason)s"),
    "reason_text_missing": N_("write why, since none of the reasons fits"),
    "value_none": N_("nothing is left that was paid for"),
    "value_left": N_("about %(amount)s of what was paid is lost"),
    "value_unknown": N_("something is left, and what it cost is not known"),
    "fee_none": N_("fee: none"),
    "fee": N_("fee: %(amount)s"),
    "fee_unknown": N_("whether the carrier takes a fee is not known"),
    "refund_nothing": N_("nothing is left to be refunded"),
    "refund_full": N_("refund: all that was paid, %(amount)s"),
    "refund_part": N_("refund: at most %(amount)s"),
    "refund_none": N_("nothing is refunded"),
    "refund_unknown": N_("whether anything is refunded is not known"),
    "notice_period": N_("it goes on and costs until %(day)s"),
    "notice_unknown": N_("how long it goes on and costs is not known"),
    "rules_allow": N_("no rule of the profile is known to forbid the removal"),
    "rules_none": N_("the chip lets no profile carry a rule against its removal"),
    "rules_may_forbid": N_("the chip lets profiles carry rules against their removal; it shows when tried"),
    "rule_no_disable": N_("a rule of the profile forbids to disable it"),
    "rule_no_delete": N_("a rule of the profile forbids to delete it"),
    "carrier_revokes": N_("the carrier ends it on its side; no chip is touched from here"),
    "no_device": N_("no device goes without"),
    "last_working": N_("“%(device)s” is left without an eSIM that works"),
    "orders_none": N_("no renewal is under way"),
    "auto_renew_off": N_("auto-renew is off"),
    "auto_renew_on": N_("auto-renew is on: it will be turned off"),
    "contact_set": N_("the carrier knows where to answer"),
    "contact_missing": N_("no e-mail address for the carrier’s answer"),
    "backup_made": N_("backup made and verified"),
    "backup_missing": N_("no verified backup of the store yet"),
    "backup_old": N_("the last verified backup is of %(at)s"),
}
"""The sentence of each line; those that count something are below."""

_MARKS = {
    Level.OK: ("done", Tone.GOOD),
    Level.WARNS: ("warning", Tone.WARNING),
    Level.BLOCKS: ("bad", Tone.BAD),
}


def check_mark(level: Level, glyphs: Glyphs) -> Span:
    """`✓`, `▲` or `✕`."""
    field, tone = _MARKS[level]
    return getattr(glyphs, field), tone


def check_lines(found: Sequence[Check], zone: str, now: int, width: int, glyphs: Glyphs) -> list[Line]:
    """The checklist in `width` cells, what blocks first; two lines side by side where both fit."""
    half = width // 2
    lines: list[Line] = []
    beside = False
    for check in found:
        mark, tone = check_mark(check.level, glyphs)
        text = check_sentence(check, zone, now)
        words = Tone.NORMAL if tone is Tone.GOOD else tone
        is_short = cells(text) + 3 <= half
        if beside and is_short:
            lines[-1] = (*fit_line(lines[-1], half), (f"{mark} ", tone), (text, words))
            beside = False
            continue
        first, *rest = wrapped(text, width - 2)
        lines += [line((f"{mark} ", tone), (first, words)), *(line("  ", (each, words)) for each in rest)]
        beside = is_short
    return lines


def check_sentence(check: Check, zone: str, now: int) -> str:
    """`fee: 5.00 USD`: what one line of the checklist says, dates in `zone`."""
    params: dict[str, int | str] = dict(check.params)
    values: dict[str, object] = dict(params)
    if check.code is CheckCode.OTHER_WORKS:
        text = ngettext(
            "another eSIM works on “%(device)s”", "%(count)d other eSIMs work on “%(device)s”",
            int(params["count"]),
        )  # fmt: skip
        return text % values
    if check.code is CheckCode.OPEN_ORDERS:
        text = ngettext(
            "%(count)d renewal is not at its end", "%(count)d renewals are not at their end",
            int(params["count"]),
        )  # fmt: skip
        return text % values
    if "minor" in params:
        values["amount"] = money(int(params["minor"]), str(params["currency"]), int(params["exponent"]))
    if "case" in params:
        values["case"] = case_text(int(params["case"]))
    if "reason" in params:
        values["reason"] = reason_word(str(params["reason"]))
    if "at" in params:
        values["at"] = moment(int(params["at"]), zone, now)
    if "until_at" in params:
        values["day"] = day_with_weekday(local(int(params["until_at"]), zone).date())
    return _(CHECK_WORDS[check.code.value]) % values
