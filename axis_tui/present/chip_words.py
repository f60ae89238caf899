"""What is said of a chip's profiles and notifications; keyed by the chip's own words."""

from __future__ import annotations

from axis_tui.i18n import N_, _
from axis_tui.present.line import Tone

_STATES = {"enabled": (N_("enabled"), Tone.GOOD), "disabled": (N_("disabled"), Tone.MUTED)}
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
    "es10b_load_bound_profile_package": N_("the profile is installed"),
    "es9p_cancel_session": N_("giving it up"),
}


def profile_state_span(state: str, *, is_gone: bool = False) -> tuple[str, Tone]:
    """`enabled`, `disabled`, `gone`, or a word of the chip's that has no translation."""
    if is_gone:
        return _("gone"), Tone.MUTED
    word, tone = _STATES.get(state, (state, Tone.NORMAL))
    return _(word), tone


def operation_word(operation: str) -> str:
    """What a notification tells of: `installed`, `enabled`, `disabled`, `deleted`."""
    return _(_OPERATIONS[operation]) if operation in _OPERATIONS else operation


def step_word(step: str) -> str:
    """A step of a download; one that lpac does not name here yet as it is."""
    return _(_STEPS[step]) if step in _STEPS else step


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
