"""An auto-renew rule while it is written: its sentences with their parts, and the rule that they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from axis_tui.domain.auto_renew import (
    LADDER_S,
    Consent,
    Overage,
    OverageThen,
    Rule,
    RuleState,
    Trigger,
)
from axis_tui.domain.auto_renew_package import package_problem
from axis_tui.domain.balance_amount import balance_package
from axis_tui.domain.money import Money
from axis_tui.domain.package import Package
from axis_tui.domain.problem import Problem
from axis_tui.domain.renewal_word import Effect
from axis_tui.domain.units import UnitSystem, parse_bytes
from axis_tui.i18n import N_, _
from axis_tui.present.rule_words import OVERAGE_THEN, rungs
from axis_tui.present.typed import limit, waits
from axis_tui.tui.dialogs import auto_renew_words as words
from axis_tui.tui.dialogs.auto_renew_ground import Ground, Offer, amount_text
from axis_tui.tui.dialogs.auto_renew_part import Part, Picked, Typed
from axis_tui.tui.dialogs.auto_renew_typed import count, size_text
from axis_tui.tui.dialogs.form import FieldProblem
from axis_tui.tui.editor import LineEditor


@dataclass(frozen=True, slots=True)
class Written:
    """What the sentences say: the rule, and the package it buys, with its id where the store has it."""

    rule: Rule
    package: Package
    package_id: int | None


class Draft:
    """The parts by name, and which of them count now."""

    def __init__(self, ground: Ground, before: Rule | None) -> None:
        self.ground = ground
        self._before = before
        balance_only = not ground.offers
        triggers = [each for each in words.TRIGGERS if not balance_only or each[0] is Trigger.BALANCE_BELOW]
        self.trigger = Picked(
            "trigger", _("what it waits for"), [(value, _(told)) for value, told in triggers]
        )
        self.values = {
            trigger: Typed(f"value_{trigger.value}", _(help), editor=LineEditor(usual))
            for trigger, (help, usual) in words.VALUES.items()
        }
        self.package: Picked[Offer | None] = Picked(
            "package", _("what is bought"), [(each, each.words) for each in ground.offers] or [(None, "")]
        )
        usual = ground.minimum or ground.like
        self.amount = Typed(
            "amount",
            _("an amount, not below the carrier’s minimum"),
            editor=LineEditor(
                (usual if usual.minor else replace(usual, minor=10 * 10**usual.exponent)).text()
            ),
        )
        self.method = Picked(
            "method", _("what it is paid with"), [(each, each.words) for each in ground.methods]
        )
        self.caps = {
            name: Typed(name, _(words.CAP_HELP), _("no cap")) for name in ("cap_month", "cap_day", "cap_plan")
        }
        self.overage = Picked(
            "overage",
            _("whether to buy again before the validity is over"),
            [(value, _(told)) for value, told in words.OVERAGES],
        )
        self.limit = Typed("limit", _("the most beyond the first renewal of a validity"))
        self.then = Picked(
            "then",
            _("once that amount is spent"),
            [(each, _(OVERAGE_THEN[each.value])) for each in OverageThen],
        )
        self.ladder = Typed(
            "ladder",
            _("waits with commas between; nothing suspends it at once"),
            _("no waits"),
            LineEditor(rungs(LADDER_S)),
        )
        self.values[Trigger.BALANCE_BELOW].editor.set(self.amount.text)
        if before is not None:
            self._take(before)
        else:
            self.package.choose(self._first_fitting())
            self._usual_caps()

    # What is shown

    @property
    def kind(self) -> Trigger:
        """What the rule waits for."""
        return self.trigger.value

    @property
    def price(self) -> Money | None:
        """What one renewal costs; None while the amount is no amount."""
        if self.kind is Trigger.BALANCE_BELOW:
            try:
                return limit(self.amount.text, self.ground.like)
            except Problem:
                return None
        offer = self.package.value
        return offer.price if isinstance(offer, Offer) else None

    def sentences(self) -> list[tuple[str, Mapping[str, Part | str]]]:
        """Templates in the language in use, and what fills their places."""
        price = self.price
        when: dict[str, Part | str] = {
            "trigger": self.trigger,
            "package": self.package,
            "amount": self.amount,
            "method": self.method,
            "price": "?" if price is None else amount_text(price),
        }
        if self.kind in self.values:
            when["value"] = self.values[self.kind]
        return [
            (_(words.WHEN[self.kind]), when),
            (_(words.CAPS), dict(self.caps)),
            (
                _(words.OVERAGE[self.overage.value]),
                {"overage": self.overage, "limit": self.limit, "then": self.then},
            ),
            (_(words.LADDER), {"ladder": self.ladder}),
        ]

    def parts(self) -> list[Part]:
        """The parts that count now, in the order they are gone through."""
        found: list[Part] = [self.trigger]
        if self.kind in self.values:
            found.append(self.values[self.kind])
        found += [self.amount if self.kind is Trigger.BALANCE_BELOW else self.package, self.method]
        found += [*self.caps.values(), self.overage]
        if self.overage.value is Overage.ALLOWED:
            found += [self.limit, self.then]
        return [*found, self.ladder]

    def turned(self, before: Money | None) -> None:
        """A choice was made: caps that nobody changed follow the price, which was `before`."""
        if before is not None and self.price != before and self._caps_text() == self._usual(before):
            self._usual_caps()
        if self.overage.value is Overage.ALLOWED and not self.limit.text and self.price is not None:
            self.limit.editor.set(self.price.text())

    # The rule

    def written(self, now: int) -> Written:
        """The rule as consented to at `now`. Raises FieldProblem that names the part, or Problem."""
        offer = self.package.value
        if self.kind is Trigger.BALANCE_BELOW:
            price = self._amount(self.amount, self.ground.like)
            package, package_id = balance_package(price, zone=self.ground.carrier.time_zone), None
        elif isinstance(offer, Offer):
            package, package_id, price = offer.package, offer.package_id, offer.price
        else:
            raise FieldProblem("package", Problem(N_("No package with a price is known for this carrier")))
        caps = {name: self._amount(part, price) if part.text else None for name, part in self.caps.items()}
        method = self.method.value
        if method.is_balance and self.kind is Trigger.BALANCE_BELOW:
            raise FieldProblem(
                "method", Problem(N_("A balance is not topped up from itself; choose another"))
            )
        is_allowed = self.overage.value is Overage.ALLOWED
        rule = Rule(
            state=RuleState.ON,
            trigger=self.kind,
            value=self._value(price),
            consent=Consent(package.code, price, now),
            method_id=method.id,
            overage=self.overage.value,
            overage_limit=self._amount(self.limit, price) if is_allowed else None,
            overage_then=self.then.value,
            ladder_s=self._ladder(),
            cap_plan=caps["cap_plan"],
            cap_day=caps["cap_day"],
            cap_month=caps["cap_month"],
        )
        problem = package_problem(rule, package, self.ground.minimum)
        if problem is not None:
            raise problem
        return Written(rule, package, package_id)

    def _value(self, price: Money) -> int:
        part = self.values.get(self.kind)
        if part is None:
            return 0
        if self.kind is Trigger.BALANCE_BELOW:
            return self._amount(part, price).minor
        try:
            if self.kind is Trigger.DATA_BELOW:
                return parse_bytes(part.text, UnitSystem(self.ground.system))
            return count(part.text)
        except Problem as problem:
            raise FieldProblem(part.key, problem) from None

    def _amount(self, part: Typed, like: Money) -> Money:
        try:
            return limit(part.text, like)
        except Problem as problem:
            raise FieldProblem(part.key, problem) from None

    def _ladder(self) -> tuple[int, ...]:
        try:
            return waits(self.ladder.text)
        except Problem as problem:
            raise FieldProblem("ladder", problem) from None

    # What stands there from the start

    def _first_fitting(self) -> Offer | None:
        """The cheapest package that prolongs the plan and that the carrier takes an order for."""
        minimum = self.ground.minimum
        return next(
            (
                offer
                for offer in self.ground.offers
                if offer.package.effect is not Effect.ADD_DATA
                and (minimum is None or minimum.currency != offer.price.currency or offer.price >= minimum)
            ),
            None,
        )

    def _usual(self, price: Money) -> list[str]:
        return [(price * 3).text(), price.text(), (price * 2).text()]

    def _caps_text(self) -> list[str]:
        return [part.text for part in self.caps.values()]

    def _usual_caps(self) -> None:
        if self.price is not None:
            for part, text in zip(self.caps.values(), self._usual(self.price), strict=True):
                part.editor.set(text)

    def _take(self, rule: Rule) -> None:
        """The parts as `rule` has them; what it buys at the price that it has now."""
        self.trigger.choose(rule.trigger)
        text = {
            Trigger.DATA_BELOW: size_text(rule.value, self.ground.system),
            Trigger.BALANCE_BELOW: replace(rule.consent.price, minor=rule.value).text(),
        }.get(rule.trigger, str(rule.value))
        if rule.trigger in self.values:
            self.values[rule.trigger].editor.set(text)
        self.package.choose(self.ground.offer(rule.consent.package_code))
        self.amount.editor.set(rule.consent.price.text())
        self.method.choose(self.ground.method(rule.method_id))
        for part, cap in zip(self.caps.values(), (rule.cap_month, rule.cap_day, rule.cap_plan), strict=True):
            part.editor.set("" if cap is None else cap.text())
        self.overage.choose(rule.overage)
        self.limit.editor.set("" if rule.overage_limit is None else rule.overage_limit.text())
        self.then.choose(rule.overage_then)
        self.ladder.editor.set(rungs(rule.ladder_s))
