"""For developers: brings the catalogues up to date with the strings in the program, and tells what they lack.

    python tests/locale/extract.py            # adds new strings to the catalogues, drops gone ones, compiles
    python tests/locale/extract.py --check    # changes nothing; exit code 1 where a catalogue lacks something

Strings are found in the syntax tree, which on every Python holds the calls inside f-strings.
`pybabel extract` reads tokens, and before Python 3.12 an f-string is one token. The files have no dates and
no line numbers, so that a change of the program changes only the lines of the strings it touches.
"""

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "axis_tui"
LANGUAGES = ("zh_Hans", "zh_Hant")
MARKS = {"_": 1, "N_": 1, "ngettext": 2, "pgettext": 2}
"""The functions that mark strings, and how many of their arguments, from the first on, are strings."""
PLACE = re.compile(r"%(?:\(\w+\))?[#0+-]*\d*(?:\.\d+)?[a-zA-Z%]")
_IDLE = tuple(
    f'"{name}:'.encode()
    for name in ("Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date",
                 "Last-Translator", "Language-Team", "Generated-By")
)  # fmt: skip
"""Headers that change without any string changing."""


def path_of(language: str) -> Path:
    """Where the catalogue of a language is."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "axis_tui.po"


def source_strings() -> Catalog:
    """Every string of the program that is marked for translation, with the files it is in."""
    catalogue = Catalog()
    for path in sorted(PACKAGE.rglob("*.py")):
        place = (path.relative_to(ROOT).as_posix(), 0)
        for text, context in marked(path.read_text(encoding="utf-8")):
            catalogue.add(text, locations=[place], context=context)
    return catalogue


def marked(code: str) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """The strings that `code` marks: the text, or its two forms for `ngettext`, and its context if any.

    A name is passed over: what it may hold is marked by `N_` where it is written. Raises ValueError for a
    string that is put together before it is looked up, which no catalogue can hold.
    """
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        texts = [_constant(argument) for argument in node.args[: MARKS.get(name, 0)]]
        match name, texts:
            case "_" | "N_", [str(text)] if text:
                yield text, None
            case "ngettext", [str(one), str(many)]:
                yield (one, many), None
            case "pgettext", [str(context), str(text)]:
                yield text, context


def load(language: str) -> Catalog:
    """The catalogue of a language; an empty one where there is none yet."""
    if not path_of(language).exists():
        return Catalog(locale=language)
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def complaints(catalogue: Catalog, source: Catalog) -> Iterator[str]:
    """What a catalogue lacks, a line each: translations missing or fuzzy, other placeholders, gone ones."""
    for message in source:
        if not message.id:
            continue
        translated = catalogue.get(_key(message), message.context)
        if translated is None or not _forms(translated) or not all(_forms(translated)):
            yield f"not translated: {_key(message)!r}"
        elif translated.fuzzy:
            yield f"fuzzy: {_key(message)!r}"
        else:
            wanted = places(message.id if isinstance(message.id, str) else message.id[1])
            for form in _forms(translated):
                if places(form) != wanted:
                    yield f"other placeholders than {_key(message)!r}: {form!r}"
    for message in catalogue:
        if message.id and source.get(_key(message), message.context) is None:
            yield f"no longer in the program: {_key(message)!r}"


def places(text: str) -> list[str]:
    """The placeholders of a string, in any order."""
    return sorted(PLACE.findall(text))


def update(language: str) -> Catalog:
    """Writes the catalogue with exactly the strings of the program, keeping translations; compiles it too."""
    old, source = load(language), source_strings()
    new = Catalog(locale=language, charset="utf-8", fuzzy=False)
    for message in source:
        if message.id:
            known = old.get(_key(message), message.context)
            kept = _forms(known) if known is not None else ()
            plural = not isinstance(message.id, str)
            new.add(message.id, (kept if plural else kept[0]) if kept else None, context=message.context)
    new.header_comment = f"# Axis TUI in {language}."
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = BytesIO()
    write_po(text, new, width=0, sort_output=True, no_location=True)
    lines = text.getvalue().splitlines(keepends=True)
    path.write_bytes(b"".join(part for part in lines if not part.startswith(_IDLE)))
    compile_catalogue(new, path.with_suffix(".mo"))
    return new


def compile_catalogue(catalogue: Catalog, target: Path) -> None:
    """Writes the binary form that the program reads."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)


def main(arguments: list[str]) -> int:
    source, code = source_strings(), 0
    for language in LANGUAGES:
        catalogue = load(language) if "--check" in arguments else update(language)
        lines = list(complaints(catalogue, source))
        print(f"{language}: {len(source)} strings, {len(lines)} to mend", *lines, sep="\n  ")
        code = code or int(bool(lines))
    return code


def _constant(argument: ast.expr) -> str | None:
    if isinstance(argument, ast.JoinedStr | ast.BinOp):
        raise ValueError(f"line {argument.lineno}: fill the string in after it is looked up")
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return None


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> tuple[str, ...]:
    forms = (message.string,) if isinstance(message.string, str) else message.string or ()
    return tuple(form for form in forms if form)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
