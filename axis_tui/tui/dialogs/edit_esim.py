"""Changing what is known about an eSIM: its name, device, number and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axis_tui.domain.card_number import looks_like_card_number
from axis_tui.domain.problem import Problem
from axis_tui.i18n import N_, _
from axis_tui.tui.dialogs.form import FieldProblem, Form, Text
from axis_tui.tui.editor import LineEditor

if TYPE_CHECKING:
    from axis_tui.store.read.detail import EsimDetail
    from axis_tui.tui.screens.base import AxisScreen

_FIELDS = {"name": "nickname", "device": "device", "iccid": "iccid", "number": "number", "notes": "notes"}


class EditEsim(Form):
    """Gives the eSIM's id once stored. What is secret stays masked: an empty field leaves it as it is."""

    def __init__(self, screen: AxisScreen, detail: EsimDetail) -> None:
        self._screen, self._esim_id = screen, detail.esim_id
        known = N_("known; write a new one to replace it")
        super().__init__(
            _("Edit eSIM"),
            (
                Text("name", N_("Name"), N_("what you call it"), LineEditor(detail.name)),
                Text(
                    "device",
                    N_("Device"),
                    N_("what it is on; empty while it is on none"),
                    LineEditor(detail.device),
                ),
                Text(
                    "iccid",
                    N_("ICCID"),
                    known if detail.iccid_masked else N_("19 or 20 digits, if you know them"),
                ),
                Text("number", N_("Number"), known if detail.number_masked else N_("its phone number")),
                Text("notes", N_("Notes"), N_("anything worth keeping"), LineEditor(detail.notes)),
            ),
        )
        self._was = self.values()

    def save(self) -> None:
        values = self.values()
        for key in ("name", "device", "notes"):
            if looks_like_card_number(values[key]):
                raise FieldProblem(
                    key, Problem(N_("That looks like a payment card’s number; it is not stored"))
                )
        if not values["name"]:
            raise FieldProblem("name", Problem(N_("Give it a name")))
        if values["iccid"]:
            from axis_tui.domain.identifiers import parse_iccid

            try:
                values["iccid"] = parse_iccid(values["iccid"]).value
            except Problem as problem:
                raise FieldProblem("iccid", problem) from None
        changes: dict[str, Any] = {
            _FIELDS[key]: value for key, value in values.items() if value != self._was[key]
        }
        if not changes:
            self.stored(self._esim_id)
            return
        esim_id = self._esim_id
        self._screen.write(lambda tx: store(tx, esim_id, changes), self.stored, self.refused)


def store(tx: Any, esim_id: int, changes: dict[str, Any]) -> int:
    """Run in the writing thread."""
    from axis_tui.store.write import fleet

    fleet.edit_esim(tx, esim_id, fleet.EsimEdit(**changes))
    return esim_id
