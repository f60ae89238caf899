"""Auto-renew in words: a rule as sentences, and in short; why it acts or not; what suspends and wakes it.

Keyed by the values of `domain.renewal_word`. What a method is called comes from `method_words`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.i18n import N_, _, listed, ngettext
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Span, Tone
from axis_tui.present.money import money
from axis_tui.present.sizes import size

if TYPE_CHECKING:
    from axis_tui.domain.auto_renew import Rule
    from axis_tui.domain.money import Money

# Both forms of each trigger: the sentence, and the few words before the price.
_SENTENCES = {
    "balance_below": N_("When the balance is below %(value)s, add %(price)s to it, paid with %(method)s."),
    "data_below": N_(
        "When less than %(value)s is left, buy %(package)s for %(price)s, paid with %(method)s."
    ),
    "data_below_percent": N_(
        "When less than %(value)s of the data is left, buy %(package)s for %(price)s, paid with %(method)s."
    ),
    "before_expiry": N_(
        "When it ends within %(value)s, buy %(package)s for %(price)s, paid with %(method)s."
    ),
    "at_expiry": N_("When it ends, buy %(package)s for %(price)s, paid with %(method)s."),
}
_SHORT = {
    "balance_below": N_("at a balance below %(value)s"),
    "data_below": N_("at %(value)s left"),
    "data_below_percent": N_("at %(value)s left"),
    "before_expiry": N_("%(value)s before it ends"),
    "at_expiry": N_("when it ends"),
}
_CAPS = (
    ("cap_month", N_("%(amount)s a month")),
    ("cap_day", N_("%(amount)s a day")),
    ("cap_plan", N_("%(amount)s in one validity")),
)
OVERAGE_THEN: dict[str, str] = {
    "stop": N_("buy nothing more"),
    "slow": N_("buy nothing more and go on slowly"),
    "buy": N_("buy all the same, within the caps"),
}
"""What happens once the overage amount is spent."""

RULE_STATES: dict[str, tuple[str, str, Tone]] = {
    "off": ("none", N_("off"), Tone.MUTED),
    "on": ("good", N_("on"), Tone.GOOD),
    "suspended": ("warning", N_("suspended"), Tone.WARNING),
}
"""The field of `Glyphs`, the word and the tone of each state."""

WHY_WORDS: dict[str, str] = {
    "due": N_("a renewal is due"),
    "off": N_("auto-renew is off"),
    "suspended": N_("auto-renew is suspended"),
    "not_triggered": N_("what it waits for is not there yet"),
    "open_order": N_("a renewal is under way"),
    "in_doubt": N_("of an order it is not known whether it was paid, and nothing is charged on top of it"),
    "waiting_retry": N_("a payment failed, and it is tried again later"),
    "cap_plan": N_("the cap of one validity is reached"),
    "cap_day": N_("the cap of the day is reached"),
    "cap_month": N_("the cap of the month is reached"),
    "overage_not_allowed": N_("it was renewed in this validity, and more than once is not allowed"),
    "overage_spent_stop": N_("the overage amount is spent; nothing more is bought in this validity"),
    "overage_spent_slow": N_("the overage amount is spent; the plan goes on slowly"),
    "below_minimum": N_("the carrier takes no amount as small"),
    "method_unusable": N_("the payment method cannot be used"),
    "clock_untrusted": N_("the clock of this machine cannot be trusted"),
    "service_ended": N_("the carrier has ended its service"),
    "postpaid": N_("the carrier begins the next cycle by itself"),
    "no_plan": N_("there is no plan to renew"),
}
"""Each value of `domain.renewal_word.Why`."""

SUSPENSIONS: dict[str, tuple[str, str]] = {
    "declined_hard": (
        N_("the payment was refused"),
        N_("it goes on with another payment method, or when you resume it"),
    ),
    "ladder_spent": (
        N_("the payment failed too often"),
        N_("it goes on with another payment method, with enough balance, or when you resume it"),
    ),
    "price_changed": (N_("the price has changed"), N_("it goes on when you agree to the new price")),
    "package_gone": (
        N_("the package is not sold any more"),
        N_("it goes on when you choose another package"),
    ),
    "method_unusable": (
        N_("the payment method cannot be used"),
        N_("it goes on with another payment method"),
    ),
    "in_doubt": (
        N_("of an order it is not known whether it was paid"),
        N_("it goes on when that order is decided on Renewals"),
    ),
}
"""For each value of `domain.renewal_word.SuspendReason`: what happened, and what wakes the rule."""


def trigger_value(rule: Rule, system: str) -> str:
    """`1 GB`, `10 %`, `3 days`, `5.00 USD`: what the trigger counts; empty where it counts nothing."""
    match rule.trigger.value:
        case "balance_below":
            return money(rule.value, rule.consent.price.currency, rule.consent.price.exponent)
        case "data_below":
            return whole_size(rule.value, system)
        case "data_below_percent":
            return f"{rule.value} %"
        case "before_expiry":
            return ngettext("%(count)d day", "%(count)d days", rule.value) % {"count": rule.value}
        case _:
            return ""


def rule_sentences(rule: Rule, package: str, method: str, system: str) -> list[str]:
    """The rule in plain sentences: what it does, its caps, its overage, how a failed payment is tried again.

    `package` and `method` are their names; `system` is the unit system that the plan counts in.
    """
    values = {
        "value": trigger_value(rule, system),
        "package": package,
        "price": _amount(rule.consent.price),
        "method": method,
    }
    return [
        _(_SENTENCES[rule.trigger.value]) % values,
        _caps_sentence(rule),
        _overage_sentence(rule),
        _ladder_sentence(rule),
    ]


def rule_sentence(rule: Rule, package: str, method: str, system: str) -> str:
    """The same as one text."""
    return " ".join(rule_sentences(rule, package, method, system))


def rule_short(rule: Rule, method: str, system: str) -> str:
    """`auto-renew on: at 1 GB left, 9.00 USD by card …4242, at most 27.00 USD a month`; why it is not on."""
    match rule.state.value:
        case "off":
            return _("auto-renew off")
        case "suspended":
            reason = suspension(rule.suspended_for.value if rule.suspended_for is not None else "")[0]
            return _("auto-renew suspended: %(reason)s") % {"reason": reason}
    trigger = _(_SHORT[rule.trigger.value]) % {"value": trigger_value(rule, system)}
    caps = _caps(rule)
    return _("auto-renew on: %(trigger)s, %(price)s by %(method)s, %(cap)s") % {
        "trigger": trigger,
        "price": _amount(rule.consent.price),
        "method": method,
        "cap": _("at most %(cap)s") % {"cap": caps[0]} if caps else _("no cap"),
    }


def state_span(state: str, glyphs: Glyphs) -> Span:
    """`● on`, `▲ suspended`: the state of a rule."""
    glyph, word, tone = RULE_STATES[state]
    return f"{getattr(glyphs, glyph)} {_(word)}", tone


def why_words(why: str) -> str:
    """Why a rule charges or does not, as part of a sentence; a later version's word as it is."""
    return _(WHY_WORDS.get(why, why))


def suspension(reason: str) -> tuple[str, str]:
    """What suspended a rule, and what wakes it; a later version's reason as it is."""
    what, wakes = SUSPENSIONS.get(reason, (reason, ""))
    return _(what), _(wakes)


def rungs(ladder_s: tuple[int, ...]) -> str:
    """`15 min, 2 h, 12 h, 24 h`: the waits before each new attempt, as they can be typed too."""
    return ", ".join(map(_rung, ladder_s))


def whole_size(amount_bytes: int, system: str) -> str:
    """`1 GB`, `1.5 GB`: a size as a person writes it, without a decimal that says nothing."""
    return size(amount_bytes, system).replace(".0 ", " ")


def _rung(seconds: int) -> str:
    if seconds % 86_400 == 0 and seconds > 86_400:
        return _("%(count)d d") % {"count": seconds // 86_400}
    if seconds % 3_600 == 0:
        return _("%(count)d h") % {"count": seconds // 3_600}
    return _("%(count)d min") % {"count": seconds // 60}


def _caps(rule: Rule) -> list[str]:
    found = [(words, getattr(rule, name)) for name, words in _CAPS]
    return [_(words) % {"amount": _amount(cap)} for words, cap in found if cap is not None]


def _caps_sentence(rule: Rule) -> str:
    caps = _caps(rule)
    return _("At most %(caps)s.") % {"caps": listed(caps)} if caps else _("There is no cap.")


def _overage_sentence(rule: Rule) -> str:
    if rule.overage.value == "not_allowed" or rule.overage_limit is None:
        return _("More than one renewal in one validity is not allowed.")
    return _("More than one renewal in one validity is allowed up to %(amount)s, then %(then)s.") % {
        "amount": _amount(rule.overage_limit),
        "then": _(OVERAGE_THEN[rule.overage_then.value]),
    }


def _ladder_sentence(rule: Rule) -> str:
    if not rule.ladder_s:
        return _("If a payment fails, it is suspended at once.")
    return _("If a payment fails for a time, it is tried again after %(rungs)s, then suspended.") % {
        "rungs": rungs(rule.ladder_s)
    }


def _amount(amount: Money) -> str:
    return money(amount.minor, amount.currency, amount.exponent)
