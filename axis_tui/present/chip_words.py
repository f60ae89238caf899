"""What is said of a chip's profiles and notifications; keyed by the chip's own words."""

from __future__ import annotations

from axis_tui.i18n import N_, _
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Span, Tone
from axis_tui.present.status_words import status_word

_STATES = {"enabled": (N_("enabled"), Tone.GOOD), "disabled": (N_("disabled"), Tone.MUTED)}
_STATE_GLYPHS = {"enabled": "good", "disabled": "ready"}
_OPERATIONS = {
    "install": N_("installed"),
    "enable": N_("enabled"),
    "disable": N_("disabled"),
    "delete": N_("deleted"),
}
_STEPS = {
    "begun": N_("begun"),
    "es10b_get_euicc_challenge_and_info": N_("the chip introduces itself"),
    "es9p_initiate_authentication": N_("asking the carrier’s server"),
    "es10b_authenticate_server": N_("the chip checks the server"),
    "es9p_authenticate_client": N_("the server checks the chip"),
    "es8p_metadata_parse": N_("the offer is read"),
    "es8p_meatadata_parse": N_("the offer is read"),
    "es10b_prepare_download": N_("the chip prepares"),
    "es9p_get_bound_profile_package": N_("the profile is fetched"),
    "es10b_load_bound_profile_package": N_("the chip is being written"),
    "es10b_cancel_session": N_("the session is closed"),
    "es9p_cancel_session": N_("the session is closed"),
}
_IN_ORDER = (
    "begun", "es10b_get_euicc_challenge_and_info", "es9p_initiate_authentication",
    "es10b_authenticate_server", "es9p_authenticate_client", "es8p_metadata_parse",
    "es10b_prepare_download", "es9p_get_bound_profile_package", "es10b_load_bound_profile_package",
)  # fmt: skip
_OTHER_SPELLINGS = {"es8p_meatadata_parse": "es8p_metadata_parse"}


def profile_state_span(state: str, *, is_gone: bool = False) -> tuple[str, Tone]:
    """`enabled`, `disabled`, `gone`, or a word of the chip's that has no translation."""
    if is_gone:
        return _("gone"), Tone.MUTED
    word, tone = _STATES.get(state, (state, Tone.NORMAL))
    return _(word), tone


def profile_state_mark(state: str, glyphs: Glyphs, *, is_gone: bool = False) -> Span:
    """`● enabled`: the same with a glyph before it."""
    word, tone = profile_state_span(state, is_gone=is_gone)
    glyph = glyphs.none if is_gone else str(getattr(glyphs, _STATE_GLYPHS.get(state, "info")))
    return f"{glyph} {word}", tone


def esim_words(name: str, status: str) -> str:
    """`Gulf, expired`: whose profile it is, and what has become of that eSIM."""
    if not status:
        return name
    return _("%(name)s, %(status)s") % {"name": name, "status": status_word(status)}


def operation_word(operation: str) -> str:
    """What a notification tells of: `installed`, `enabled`, `disabled`, `deleted`."""
    return _(_OPERATIONS[operation]) if operation in _OPERATIONS else operation


def drop_word(operation: str, number: int) -> str:
    """What has to be typed to drop a notification: as it is listed, or its number where a keyboard may lack
    the word."""
    word = f"{operation_word(operation)} {number}"
    return word if word.isascii() else str(number)


def step_word(step: str) -> str:
    """A step of a download; one that lpac does not name here yet as it is."""
    return _(_STEPS[step]) if step in _STEPS else step


def step_place(step: str) -> tuple[int, int] | None:
    """Which of how many steps that is; None for one that is not on the usual way."""
    known = _OTHER_SPELLINGS.get(step, step)
    return (_IN_ORDER.index(known) + 1, len(_IN_ORDER)) if known in _IN_ORDER else None


def notice_span(
    *, is_on_chip: bool, is_sent: bool, is_new: bool, unsent_confirmed: bool, error: str
) -> tuple[str, Tone]:
    """What became of a notification."""
    if is_sent:
        return _("sent"), Tone.GOOD
    if not is_on_chip:
        if unsent_confirmed:
            return _("dropped unsent"), Tone.BAD
        return _("taken by another program"), Tone.WARNING
    if error:
        return _("waits: the server did not take it"), Tone.WARNING
    return (_("waits to be sent"), Tone.WARNING) if is_new else (_("from before, not sent"), Tone.MUTED)
