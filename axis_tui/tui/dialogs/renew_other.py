"""Another package, as a person describes it: for carriers that tell programs nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from axis_tui.domain.money import Money, parse_money
from axis_tui.domain.package import Effect
from axis_tui.domain.problem import Problem
from axis_tui.domain.word import Billing
from axis_tui.i18n import N_, _
from axis_tui.present.sizes import size
from axis_tui.store.read.renewal_options import Offer, by_hand
from axis_tui.tui.commands.orders import OTHER
from axis_tui.tui.dialogs.form import Choice, FieldProblem, Form, Text
from axis_tui.tui.dialogs.renew_draft import Draft
from axis_tui.tui.editor import LineEditor
from axis_tui.tui.plan_terms import plan_of

_EFFECTS = (
    (Effect.STACK.value, N_("a plan of its own, after those before it")),
    (Effect.ADD_DATA.value, N_("adds data now, the end stays")),
    (Effect.EXTEND.value, N_("adds time and data to the current plan")),
)


class OtherPackage(Form):
    """Stores nothing: what was described goes on with the wizard, and is stored when it is ordered."""

    COMMANDS: ClassVar[Any] = OTHER
    COLUMNS = 76

    def __init__(self, draft: Draft, offer: Offer | None = None) -> None:
        self._draft, self._offer = draft, offer
        self._code = "" if offer is None else offer.package.code
        known = draft.typed.get(self._code) or _values(offer)
        effects = [value for value, _label in _EFFECTS]
        at = effects.index(known.get("effect", effects[0]))
        super().__init__(
            _("Renew %(name)s: another package") % {"name": draft.esim.name},
            (
                Text("name", N_("Name"), N_("what the carrier calls it"), _editor(known, "name")),
                Text("data", N_("Data"), N_("10 GB, or unlimited"), _editor(known, "data")),
                Text("count", N_("Days"), N_("how long it is valid, such as 30"), _editor(known, "count")),
                Text(
                    "price", N_("Price"), N_("with its currency, such as 9.00 USD"), _editor(known, "price")
                ),
                Choice("effect", N_("It is"), _EFFECTS, at),
            ),
        )

    def save(self) -> None:
        values, draft = self.values(), self._draft
        if not values["name"]:
            raise FieldProblem("name", Problem(N_("Give it a name")))
        price = _price(values["price"])
        current = draft.options.current
        zone = draft.screen.deps.zone if current is None else current.terms.validity.zone
        terms = {
            **values, "unit": "day", "until": "", "coverage": "", "billing": Billing.PREPAID.value,
            "starts": "first_use" if current is None else str(current.terms.start_rule),
        }  # fmt: skip
        found = plan_of(terms, values["name"], draft.now, zone)
        if found is None:
            raise FieldProblem(
                "data", Problem(N_("Write how much data it holds, such as 10 GB, or unlimited"))
            )
        described = replace(
            found.terms,
            price=price,
            unit_system=draft.carrier.unit_system,
            coverage=() if current is None else current.terms.coverage,
        )
        draft.offer = Offer(by_hand(described, draft.carrier.name, Effect(values["effect"])))
        self.stored(0)

    def stored(self, result: int) -> None:
        from axis_tui.tui.dialogs.renew_channel import ChannelStep

        self._draft.typed[self._code] = self.values()
        self._draft.form, self._draft.described = self._code, self._offer
        self.app.switch_screen(ChannelStep(self._draft))

    def action_cancel(self) -> None:
        from axis_tui.tui.dialogs.renew_package import PackageStep

        self._draft.typed[self._code] = self.values()
        self.app.switch_screen(PackageStep(self._draft))


def _values(offer: Offer | None) -> dict[str, str]:
    """The fields filled with what is known of a package that lacks its price."""
    if offer is None:
        return {}
    terms = offer.package.terms
    data = "" if terms.allowance_bytes is None else size(terms.allowance_bytes, str(terms.unit_system))
    count = str(terms.validity.count) if str(terms.validity.unit) == "day" else ""
    return {"name": terms.name, "data": data or "unlimited", "count": count}


def _editor(known: dict[str, str], key: str) -> LineEditor:
    return LineEditor(known.get(key, ""))


def _price(text: str) -> Money:
    try:
        price = parse_money(text)
    except Problem as problem:
        raise FieldProblem("price", problem) from None
    if price.minor < 0:
        raise FieldProblem("price", Problem(N_("A price is not below nothing")))
    return price
