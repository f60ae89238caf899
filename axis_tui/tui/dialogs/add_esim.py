"""Adding an eSIM: by pasting its activation code, or by hand; and the plan bought with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axis_tui.domain.card_number import looks_like_card_number
from axis_tui.domain.identifiers import ActivationCode, parse_activation_code, parse_iccid
from axis_tui.domain.problem import Problem
from axis_tui.i18n import N_, _
from axis_tui.tui.dialogs.form import Choice, FieldProblem, Form, Heading, Text
from axis_tui.tui.editor import LineEditor
from axis_tui.tui.plan_terms import TypedPlan, plan_of

if TYPE_CHECKING:
    from axis_tui.tui.screens.base import AxisScreen

UNITS = (
    ("day", N_("days")), ("week", N_("weeks")), ("month", N_("months")),
    ("quarter", N_("quarters")), ("year", N_("years")),
)  # fmt: skip
STARTS = (("first_use", N_("on first use")), ("install", N_("on install")), ("purchase", N_("on purchase")))
USUAL_COUNT = "30"
"""Written in the form from the start, with days; of itself it makes no plan."""
_USUAL = (USUAL_COUNT, UNITS[0][0])
BILLINGS = (("prepaid", N_("prepaid")), ("postpaid", N_("postpaid, goes on by itself")))


class AddEsim(Form):
    """Gives the id of the new eSIM."""

    def __init__(self, screen: AxisScreen) -> None:
        self._screen = screen
        super().__init__(
            _("New eSIM"),
            (
                Text(
                    "code",
                    N_("Code"),
                    N_("paste the activation code, LPA:1$…, or leave empty"),
                    LineEditor(secret=True),
                ),
                Text("name", N_("Name"), N_("what you call it")),
                Text("carrier", N_("Carrier"), N_("who sold it")),
                Text("device", N_("Device"), N_("what it is on; empty while it is on none")),
                Text("iccid", N_("ICCID"), N_("19 or 20 digits, if you know them")),
                Heading(N_("Its plan, if there is one")),
                Text("data", N_("Data"), N_("10 GB, or unlimited")),
                Text("count", N_("Valid for"), editor=LineEditor(USUAL_COUNT)),
                Choice("unit", "", UNITS),
                Choice("starts", N_("Starts"), STARTS),
                Text("until", N_("Last day"), N_("2026-12-03, if it is running already")),
                Choice("billing", N_("Billing"), BILLINGS),
                Text("coverage", N_("Countries"), N_("JP KR")),
            ),
        )

    def save(self) -> None:
        values = self.values()
        for key in ("name", "carrier", "device", "iccid", "code"):
            if key != "iccid" and looks_like_card_number(values[key]):
                raise FieldProblem(
                    key, Problem(N_("That looks like a payment card’s number; it is not stored"))
                )
        code = _code(values["code"])
        name = values["name"] or (code.smdp_address if code else "")
        carrier = values["carrier"] or (code.smdp_address if code else "")
        if not name:
            raise FieldProblem("name", Problem(N_("Give it a name, or paste its activation code")))
        if not carrier:
            raise FieldProblem("carrier", Problem(N_("Write who sold it")))
        iccid = _iccid(values["iccid"])
        now, zone = self._screen.now, self._screen.deps.zone
        if not (values["data"] or values["until"]) and (values["count"], values["unit"]) == _USUAL:
            values["count"] = ""
        plan = plan_of(values, name, now, zone)
        if plan is not None and plan.starts_at is not None and plan.starts_at > now:
            raise FieldProblem(
                "count", Problem(N_("Until that last day it is longer; write how long it is valid in all"))
            )
        fields = {
            "nickname": name, "carrier": carrier, "device": values["device"] or None, "iccid": iccid,
            "activation_code": code.text() if code else None, "number": "", "notes": "",
            "profile_state": "installed" if values["device"] else "released",
        }  # fmt: skip
        self._screen.write(lambda tx: store(tx, fields, plan, now), self.stored, self.refused)


def store(tx: Any, fields: dict[str, Any], plan: TypedPlan | None, now: int) -> int:
    """Run in the writing thread: the eSIM and its plan in one transaction."""
    from axis_tui.store.write import fleet

    esim_id: int = fleet.add_esim(tx, fleet.NewEsim(**fields))
    if plan is not None:
        purchased_at = now if plan.starts_at is None else min(now, plan.starts_at)
        fleet.add_plan(tx, esim_id, plan.terms, purchased_at, starts_at=plan.starts_at)
    return esim_id


def _code(text: str) -> ActivationCode | None:
    try:
        return parse_activation_code(text) if text else None
    except Problem as problem:
        raise FieldProblem("code", problem) from None


def _iccid(text: str) -> str:
    try:
        return parse_iccid(text).value if text else ""
    except Problem as problem:
        raise FieldProblem("iccid", problem) from None
