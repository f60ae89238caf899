"""What a package does to an eSIM's plans, in words, by the domain's preview."""

from axis_tui.domain.package import Effect
from axis_tui.domain.renewal_effect import Preview
from axis_tui.domain.validity import Validity
from axis_tui.i18n import N_, _, listed
from axis_tui.present.sizes import size
from axis_tui.present.validity_words import span
from axis_tui.present.when import moment, zone_note

EFFECT_WORDS: dict[str, str] = {
    "stack": N_("a plan of its own, after those before it"),
    "extend": N_("adds time and data to the current plan"),
    "reset": N_("starts the current plan anew now"),
    "add_data": N_("adds data now, the end stays"),
    "balance": N_("fills the balance, no plan changes"),
}


_TIMELESS = (Effect.ADD_DATA, Effect.BALANCE)


def valid_words(effect: str, validity: Validity) -> str:
    """`15 days`; empty for an effect by which no plan ends otherwise, so that the figure means nothing."""
    return "" if effect in _TIMELESS else span(str(validity.unit), validity.count)


def effect_word(effect: str) -> str:
    """What a package of this effect does, where nothing is known of the eSIM's plans."""
    return _(EFFECT_WORDS[effect])


def effect_words(after: Preview, now: int, *, waits_for_start: bool) -> str:
    """`from the end of the current plan`, `added now`: in a few words what it does here.

    `waits_for_start`: a new plan begins when it is first used or installed, not by itself.
    """
    if after.effect is not Effect.STACK:
        return effect_word(after.effect.value)
    if not after.is_new_plan:
        return effect_word("balance")
    if after.begins_at is not None and after.begins_at > now:
        return _("from the end of the current plan")
    if after.begins_at is not None:
        return _("a plan of its own, from now")
    return _("a plan of its own, when it is first used") if waits_for_start else effect_word("stack")


def then_words(after: Preview, now: int, zone: str, system: str) -> str:
    """`valid until Mon 7 Dec 18:04 CET, about 11.9 GB left`: how the eSIM stands with it; `zone` is the
    plan's."""
    parts: list[str] = []
    if after.valid_until is not None:
        when = f"{moment(after.valid_until, zone, now)} {zone_note(after.valid_until, zone)}"
        parts.append(_("valid until %(when)s") % {"when": when})
    elif after.is_new_plan:
        parts.append(_("its end is known once it starts"))
    if after.left_bytes is None:
        parts.append(_("data without limit"))
    else:
        parts.append(_("about %(left)s left") % {"left": size(after.left_bytes, system)})
    return listed(parts)
