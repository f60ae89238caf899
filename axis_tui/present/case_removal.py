"""What agreeing to a removal means, in full: by this machine's chip, by the carrier, or by hand."""

from __future__ import annotations

from typing import Protocol

from axis_tui.domain.cancellation import Reason, goes_by_chip
from axis_tui.i18n import _


class CaseLike(Protocol):
    """What is told of a case (`store.read.cases.CaseRow`)."""

    @property
    def esim_name(self) -> str: ...
    @property
    def iccid_masked(self) -> str: ...
    @property
    def carrier(self) -> str: ...
    @property
    def device(self) -> str: ...
    @property
    def reason(self) -> Reason: ...
    @property
    def has_chip(self) -> bool: ...
    @property
    def chip_refused(self) -> bool: ...
    @property
    def confirmation(self) -> str: ...


def removal_sentences(case: CaseLike) -> list[str]:
    """What happens, a sentence or two each, the gravest first."""
    named = {
        "name": case.esim_name, "iccid": case.iccid_masked or "?", "carrier": case.carrier,
        "device": case.device or _("its device"),
    }  # fmt: skip
    if goes_by_chip(case.reason, has_chip=case.has_chip, chip_refused=case.chip_refused):
        how = [
            _(
                "The profile “%(name)s” (ICCID %(iccid)s) leaves this machine’s chip for ever: it is "
                "disabled, then deleted. No backup brings it back, and its code may not work again."
            ),
            _(
                "What the chip signs about it is kept as proof, then sent to the carrier’s server. "
                "A connection that goes through this profile ends."
            ),
        ]
    elif case.reason is Reason.LOST and case.confirmation:
        how = [_("%(carrier)s has ended “%(name)s” (ICCID %(iccid)s) for ever; its device is out of reach.")]
    elif case.confirmation:
        how = [
            _(
                "%(carrier)s has ended “%(name)s” (ICCID %(iccid)s) for ever. No chip is touched from here: "
                "delete the profile on %(device)s yourself, and record it."
            )
        ]
    elif case.reason is Reason.LOST:
        how = [
            _(
                "%(carrier)s revokes “%(name)s” (ICCID %(iccid)s) on its side, for ever, in place of the "
                "chip’s steps: the device is out of reach."
            )
        ]
    else:
        how = [
            _(
                "%(carrier)s ends “%(name)s” (ICCID %(iccid)s) on its side, for ever. No chip is touched "
                "from here: delete the profile on %(device)s yourself, and record it."
            )
        ]
    last = _("What is left of its plans is lost. From here on there is no way back.")
    return [*(text % named for text in how), last]
