"""The settings in force as a TOML file that loads to the same, with each value's origin as a comment."""

from collections.abc import Iterator, Mapping
from datetime import date

from axis_tui.config.key import KEYS
from axis_tui.config.settings import CarrierSettings, MeterSettings, OptionValue, Settings


def render(settings: Settings) -> str:
    """TOML text for `config show`; every line ends in `# ORIGIN`. Control characters come out escaped."""
    return "\n".join(_lines(settings)) + "\n"


def _lines(settings: Settings) -> Iterator[str]:
    yield f"# {_comment(str(settings.paths.config_file))}"
    for name, path in (("store", settings.paths.store_file), ("state", settings.paths.state_dir)):
        yield _line(name, str(path), settings.origins.get(name, ""))
    table = ""
    for key in KEYS:
        if key.table != table:
            table = key.table
            yield from ("", f"[{table}]")
        holder = getattr(settings, table) if table else settings
        yield _line(key.leaf, getattr(holder, key.leaf), settings.origins.get(key.name, ""))
    for carrier in settings.carriers:
        yield from _carrier(carrier)
    for meter in settings.meters:
        yield from _meter(meter)


def _carrier(carrier: CarrierSettings) -> Iterator[str]:
    yield from ("", "[[carrier]]")
    yield _line("name", carrier.name)
    yield _line("kind", carrier.kind)
    yield from _options("carrier", carrier.options)


def _meter(meter: MeterSettings) -> Iterator[str]:
    yield from ("", "[[meter]]")
    yield _line("kind", meter.kind)
    yield _line("interface", meter.interface)
    for name in ("host", "esim", "since"):
        if value := getattr(meter, name):
            yield _line(name, value)
    yield from _options("meter", meter.options)


def _options(table: str, options: Mapping[str, OptionValue]) -> Iterator[str]:
    if options:
        yield from ("", f"[{table}.options]")
        for name, option in options.items():
            yield _line(_quoted(name), option)


def _line(name: str, value: object, origin: str = "") -> str:
    return f"{name} = {_value(value)}" + (f"  # {_comment(origin)}" if origin else "")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(map(str, value)) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return _quoted(str(value))


def _quoted(text: str) -> str:
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character.isprintable():
        return character
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:  # a byte of a file name that is not UTF-8; TOML has no way to write it
        return "?"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _comment(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
