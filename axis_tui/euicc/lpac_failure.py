"""Why lpac failed, in terms of what to do about it. Pure.

lpac 2.3 names the failing function in `message` and the reason, where it knows one, in `data`: a text, or an
object with `errorReason`. Reasons of downloads are those of SGP.22 §2.5.6.
"""

from collections.abc import Sequence

from axis_tui.domain.problem import N_
from axis_tui.euicc.lpac_line import Result, table, text
from axis_tui.euicc.problem import (
    Cancelled,
    ChipProblem,
    Driver,
    NoMemory,
    NotAllowed,
    NotFound,
    WrongState,
)
from axis_tui.euicc.status_code import refusal

SEND = "es9p_handle_notification"
REMOVE = "es10b_remove_notification_from_list"
LOAD = "es10b_load_bound_profile_package"
"""From here on lpac cannot be stopped: the package goes to the chip."""
_ASKING = ("es9p_initiate_authentication", "es9p_authenticate_client", "es9p_get_bound_profile_package")
"""Steps of a download in which the carrier's server is asked."""

_REASONS: Sequence[tuple[str, type[ChipProblem], str]] = (
    ("iccid or aid not found", NotFound, N_("the chip holds no such profile; list its profiles again")),
    ("iccid not found", NotFound, N_("the chip holds no such profile; list its profiles again")),
    ("seqnumber not found", NotFound, N_("the chip holds no such notification; list them again")),
    ("not in disabled state", WrongState, N_("the profile is enabled; list the chip's profiles again")),
    ("not in enabled state", WrongState, N_("the profile is not enabled; list the chip's profiles again")),
    ("wrong profile reenabling", WrongState,
     N_("the chip wants the profile enabled that was enabled last; enable that one first")),
    ("already_exists", WrongState, N_("the chip holds this profile already; list its profiles")),
    ("disallowed by policy", NotAllowed,
     N_("a policy rule of the profile forbids it; ask its carrier to lift the rule")),
    ("ppr_not_allowed", NotAllowed,
     N_("the chip does not allow this carrier the policy rules of its profile; ask the carrier for another")),
    ("insufficient_memory", NoMemory, N_("the chip has no room for the profile; delete one first")),
)  # fmt: skip
"""Part of lpac's reason, in small letters → what it is, and what to tell."""

UNKNOWN_REFERENCE = ("iccid or aid not found", "iccid/aid coding")
"""Parts of reasons with which some chips refuse an AID that they have; the ICCID may do."""


def reason(result: Result) -> str:
    """lpac's own reason as one clean text; empty where it gave none."""
    return text(result.data) or text(table(result.data).get("errorReason"))


def given_up() -> Cancelled:
    """The problem of a download that was cancelled."""
    return Cancelled(N_("the download was given up; nothing was installed"))


def problem(result: Result) -> ChipProblem:
    """The problem that a failed result stands for."""
    why = reason(result)
    if result.message == "cancelled":
        return given_up()
    for part, kind, template in _REASONS:
        if part in why.lower():
            return kind(template)
    if result.message == "euicc_init":
        return Driver(
            N_("lpac found no eUICC: %(reason)s; check the SIM, and apdu, device and slot under [chip]"),
            reason=why or result.message,
        )
    if result.message == SEND:
        return ChipProblem(N_("the carrier's server did not take the notification; send it again later"))
    if result.message in _ASKING and (refused := refusal(why)) is not None:
        return refused
    return ChipProblem(N_("lpac failed at %(step)s: %(reason)s"), step=result.message, reason=why or "-")
