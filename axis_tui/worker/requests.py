"""What screens and the command line ask for: alerts answered, meters switched or read now.

Each request is finished once, with an error line where it cannot be carried out. Reading takes time: such a
request waits here until the readings it asked for are stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from axis_tui.domain.alert import AlertEvent
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import tell
from axis_tui.store.write import Tx, requests
from axis_tui.store.write.alerts import apply_alert_event
from axis_tui.store.write.requests import Request
from axis_tui.worker.chip.service import Chips, refuse_chip_request
from axis_tui.worker.log import LOG
from axis_tui.worker.refresh import Refresh, is_countable
from axis_tui.worker.renewals.service import Renewals

_EVENTS = {
    "acknowledge": AlertEvent.ACKNOWLEDGE,
    "snooze": AlertEvent.SNOOZE,
    "unsnooze": AlertEvent.UNSNOOZE,
}
_MOST = 100


@dataclass(slots=True)
class Waiting:
    """A request that waits for readings."""

    id: int
    meters: set[int]
    """Those still to come."""
    errors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Requests:
    """Requests taken up and not finished yet."""

    refresh: Refresh
    renewals: Renewals
    chips: Chips | None = None
    """None where this machine has no chip that we may ask."""
    waiting: dict[int, Waiting] = field(default_factory=dict)

    def take(self, tx: Tx, now: int) -> set[int]:
        """Carry out what is pending; the meters to read for what cannot be finished before."""
        to_read: set[int] = set()
        held = len(self.waiting) + self.renewals.waiting + (self.chips.waiting if self.chips else 0)
        for request in requests.pending(tx, _MOST + held):
            if request.id in self.waiting:
                continue
            try:
                if self.renewals.take_request(tx, request, now):
                    continue
                if self.chips is None:
                    refuse_chip_request(request)
                elif self.chips.take_request(tx, request, now):
                    continue
                meters = self._carry_out(tx, request, now)
            except Problem as problem:
                LOG.warning("%s", tell(problem))
                requests.finish(tx, request.id, str(problem), now)
                continue
            if meters:
                self.waiting[request.id] = Waiting(request.id, meters)
                to_read |= meters
            else:
                requests.finish(tx, request.id, now=now)
        return to_read

    def settle(self, tx: Tx, results: Iterable[tuple[int, str]], now: int) -> None:
        """Finish what waited for these meters; each comes with its error, or empty."""
        for meter_id, error in results:
            for waiting in self.waiting.values():
                if meter_id in waiting.meters:
                    waiting.meters.discard(meter_id)
                    if error:
                        waiting.errors.append(error)
        for waiting in [waiting for waiting in self.waiting.values() if not waiting.meters]:
            requests.finish(tx, waiting.id, "; ".join(waiting.errors) or None, now)

    def forget_settled(self) -> None:
        """Called once `settle` is committed."""
        self.waiting = {key: waiting for key, waiting in self.waiting.items() if waiting.meters}

    def _carry_out(self, tx: Tx, request: Request, now: int) -> set[int]:
        payload = request.payload
        if request.kind in _EVENTS:
            until = None if request.kind != "snooze" else _whole(payload.get("until"))
            apply_alert_event(tx, _number(payload, "alert_id"), _EVENTS[request.kind], now, until)
            return set()
        if request.kind == "switch":
            return self._switch(tx, payload)
        if request.kind == "refresh":
            return {meter.id for meter in self.refresh.unread_since(request.created_at)}
        raise Problem(N_("This worker does not know how to %(kind)s; update axis-tui"), kind=request.kind)

    def _switch(self, tx: Tx, payload: dict[str, object]) -> set[int]:
        """The reading comes first, so that what crossed until now still counts for the eSIM before."""
        meter = self.refresh.meters.get(_number(payload, "meter_id"))
        if meter is None:
            raise Problem(N_("There is no such meter in the settings; see “axis-tui doctor”"))
        esim_id = None if payload.get("esim_id") is None else _number(payload, "esim_id")
        if esim_id is not None and not is_countable(tx, esim_id):
            raise Problem(N_("There is no such eSIM any more; look at the list again"))
        meter.switch_to = (esim_id,)
        return {meter.id}


def _number(payload: dict[str, object], key: str) -> int:
    number = _whole(payload.get(key))
    if number is None:
        raise Problem(N_("The request does not say which %(key)s; ask again"), key=key)
    return number


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
