"""A person says whose profile it is that the chip holds: an eSIM's that is here, or a new one's."""

from __future__ import annotations

from axis_tui.domain.identifiers import mask
from axis_tui.domain.problem import N_
from axis_tui.store.problems import NotTaken
from axis_tui.store.write.chip import give_profile
from axis_tui.store.write.fleet import NewEsim, add_esim
from axis_tui.store.write.transaction import Tx


def link_profile(tx: Tx, profile_id: int, esim_id: int) -> None:
    """The profile is that eSIM's from now on, and the eSIM is on the chip's device.

    Raises NotTaken where one of them is another's already, or their ICCIDs contradict.
    """
    profile = tx.row(
        "SELECT eid, iccid, esim_id FROM profile WHERE id = ? AND gone_at IS NULL", (profile_id,)
    )
    if profile is None:
        raise NotTaken(N_("the chip holds no such profile; list its profiles again"))
    esim = tx.row("SELECT iccid FROM esim WHERE id = ? AND archived_at IS NULL", (esim_id,))
    if esim is None:
        raise NotTaken(N_("There is no eSIM %(number)d to link it to"), number=esim_id)
    eid, iccid, owner_id = profile
    if owner_id == esim_id:
        return
    if owner_id is not None:
        raise NotTaken(N_("the profile is an eSIM's here already"))
    if esim[0] and iccid and esim[0] != iccid:
        raise NotTaken(
            N_("their ICCIDs contradict: the eSIM's ends in %(esim)s, the profile's in %(profile)s"),
            esim=mask(esim[0]), profile=mask(iccid),
        )  # fmt: skip
    if tx.row("SELECT 1 FROM profile WHERE esim_id = ? AND gone_at IS NULL", (esim_id,)) is not None:
        raise NotTaken(N_("this eSIM has another profile on a chip already"))
    give_profile(tx, eid, profile_id, iccid, esim_id)


def adopt_profile(tx: Tx, profile_id: int) -> int:
    """A new eSIM for a profile that nobody knows, by the chip's own words; its id. Raises NotTaken."""
    profile = tx.row(
        "SELECT nickname, name, provider FROM profile WHERE id = ? AND gone_at IS NULL", (profile_id,)
    )
    if profile is None:
        raise NotTaken(N_("the chip holds no such profile; list its profiles again"))
    nickname, name, provider = profile
    if not provider:
        raise NotTaken(N_("the profile names no carrier: add the eSIM on Plans (key 1), and then link it"))
    esim_id = add_esim(tx, NewEsim(nickname or name or provider, provider))
    link_profile(tx, profile_id, esim_id)
    return esim_id
