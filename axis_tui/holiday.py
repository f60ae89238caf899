"""Which days are worked in a carrier's country, from the `holidays` package.

The only place that imports it, and only once a country is asked for: it costs a tenth of a second.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from axis_tui.domain.working_day import WorkCalendar

_DAY = timedelta(days=1)


def calendar_of(country: str, years: Iterable[int]) -> WorkCalendar:
    """The working days of `country` (ISO 3166-1 alpha-2) in `years`; ask for every year that may be needed.

    Public holidays of the whole country; those of one state or province count as worked. Weekends are the
    country's own at that time, less the days that are worked in exchange for others. A country or a year that
    the package does not know has no holidays, and `is_known` is False.
    """
    code = country.strip().upper()
    wanted = sorted(set(years))
    if not (len(code) == 2 and code.isascii() and code.isalpha()):
        return WorkCalendar(is_known=False)
    import holidays

    try:
        found = holidays.country_holidays(code, years=wanted)
    except NotImplementedError:
        return WorkCalendar(is_known=False)
    weekend = frozenset(found.weekend)
    off: set[date] = set()
    worked: set[date] = set()
    for day in _days(wanted):
        is_weekend = day.weekday() in weekend
        if found.is_working_day(day):
            if is_weekend:
                worked.add(day)
        elif not is_weekend:
            off.add(day)
    # Beyond the years that it knows the package says nothing, and no country is without a holiday.
    is_known = {day.year for day in found}.issuperset(wanted)
    return WorkCalendar(weekend, frozenset(off), frozenset(worked), is_known)


def _days(years: Iterable[int]) -> Iterable[date]:
    for year in years:
        day = date(year, 1, 1)
        while day.year == year:
            yield day
            day += _DAY
