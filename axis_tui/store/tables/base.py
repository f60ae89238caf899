"""What the table classes share: the validating constructor, lengths, and the columns of a package's terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from axis_tui.store.problems import Refused

T = TypeVar("T", bound=SQLModel)
NAME = 80
"""The longest name."""
ZONE = 64
RULES = "^(ppr1|ppr2|ppr1,ppr2)?$"
EFFECT = "^(stack|extend|reset|add_data|balance)$"


def pattern(regex: str) -> dict[str, Any]:
    """For `Field(schema_extra=…)`: the text has to match. Pydantic 2 ignores SQLModel's own `regex`."""
    return {"pattern": regex}


def checked(table: type[T], values: Mapping[str, Any]) -> T:
    """A row of `table` with every value validated; Refused names the field and never repeats the value."""
    try:
        return table.model_validate(dict(values))
    except ValidationError as error:
        fields = (str(part) for fault in error.errors(include_input=False) for part in fault["loc"][:1])
        raise Refused(", ".join(dict.fromkeys(fields))) from None


class TermsColumns(SQLModel):
    """What was promised for a price, as packages and plans keep it."""

    name: str = Field(min_length=1, max_length=NAME)
    coverage: str = Field(default="", max_length=2000)
    unit_system: str = Field(schema_extra=pattern("^(decimal|binary)$"))
    allowance_bytes: int | None = Field(default=None, ge=0, lt=1 << 63, sa_type=BigInteger)
    daily_cap_bytes: int | None = Field(default=None, ge=0, lt=1 << 63, sa_type=BigInteger)
    cap_rule: str = Field(schema_extra=pattern("^(none|throttle|cut)$"))
    validity_count: int = Field(gt=0)
    validity_unit: str = Field(schema_extra=pattern("^(day|week|month|quarter|year)$"))
    validity_clock: str = Field(schema_extra=pattern("^(rolling|calendar)$"))
    time_zone: str = Field(max_length=ZONE)
    start_rule: str = Field(schema_extra=pattern("^(purchase|install|first_use)$"))
    billing: str = Field(schema_extra=pattern("^(prepaid|postpaid)$"))
    activation_window_days: int | None = Field(default=None, gt=0)
    price_minor: int | None = Field(default=None, sa_type=BigInteger)
    currency: str | None = Field(default=None, min_length=3, max_length=3)
    currency_exponent: int | None = Field(default=None, ge=0, le=4)
