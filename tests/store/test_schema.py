"""The migrated schema, the SQLModel tables and the read side's SQL say the same."""

from __future__ import annotations

import ast
import re
import sqlite3
from pathlib import Path

import pytest
from sqlmodel import SQLModel

import axis_tui.store.read as read_side
from axis_tui.domain.plan import PlanState
from axis_tui.domain.status import Status
from axis_tui.store import tables
from axis_tui.store.migrations import MIGRATIONS
from axis_tui.store.problems import Refused
from axis_tui.store.read.overview import COLUMNS
from axis_tui.store.sort_key import Order
from axis_tui.store.write.overview import _ALL

MODELS = {
    model.__tablename__: model
    for model in vars(tables).values()
    if isinstance(model, type) and issubclass(model, SQLModel) and hasattr(model, "__table__")
}


@pytest.fixture(scope="module")
def schema() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    for migration in MIGRATIONS:
        for statement in migration:
            connection.execute(statement)
    return connection


def names(schema: sqlite3.Connection) -> set[str]:
    found = schema.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'overview_search%'"
    )
    return {row[0] for row in found}


def test_every_table_has_a_model_and_every_model_a_table(schema: sqlite3.Connection) -> None:
    assert set(MODELS) == names(schema)


@pytest.mark.parametrize("table", sorted(MODELS))
def test_a_model_has_the_columns_of_its_table(table: str, schema: sqlite3.Connection) -> None:
    in_schema = {
        (name, kind, bool(required) or bool(key), bool(key))
        for _, name, kind, required, _, key in schema.execute(f"PRAGMA table_info({table})")
    }
    kinds = {"INTEGER": "INTEGER", "BIGINT": "INTEGER", "VARCHAR": "TEXT"}
    in_model = {
        (
            column.name,
            kinds[str(column.type).partition("(")[0]],
            not column.nullable or bool(column.primary_key),
            bool(column.primary_key),
        )
        for column in MODELS[table].__table__.columns
    }
    assert in_model == in_schema


@pytest.mark.parametrize("table", sorted(MODELS))
def test_a_model_names_the_parents_that_its_table_names(table: str, schema: sqlite3.Connection) -> None:
    in_schema = {(row[3], row[2]) for row in schema.execute(f"PRAGMA foreign_key_list({table})")}
    in_model = {
        (key.parent.name, key.target_fullname.partition(".")[0])
        for key in MODELS[table].__table__.foreign_keys
    }
    assert in_model == in_schema


@pytest.mark.parametrize("table", sorted(MODELS))
def test_a_model_refuses_a_word_that_its_column_does_not_know(table: str) -> None:
    fields = MODELS[table].model_fields
    worded = [name for name, field in fields.items() if "pattern" in str(field.metadata)]
    for name in worded:
        with pytest.raises(Refused, match=name):
            tables.checked(MODELS[table], {name: "no such word"})


def test_all_tables_are_strict(schema: sqlite3.Connection) -> None:
    loose = {
        row[1]
        for row in schema.execute("PRAGMA table_list")
        if row[0] == "main" and row[2] == "table" and not row[5] and row[1] in names(schema)
    }
    assert loose == set()


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("overview", "status", [status.value for status in Status]),
        ("plan", "state", [state.value for state in PlanState]),
    ],
)
def test_a_check_knows_every_state_of_the_domain(
    table: str, column: str, values: list[str], schema: sqlite3.Connection
) -> None:
    (sql,) = schema.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    check = re.search(rf"{column} IN \(([^)]*)\)", sql)
    assert check is not None
    assert sorted(re.findall(r"'(\w+)'", check[1])) == sorted(values)


def test_the_overview_holds_what_a_row_shows_and_every_order_sorts_by(schema: sqlite3.Connection) -> None:
    columns = [row[1] for row in schema.execute("PRAGMA table_info(overview)")]
    assert sorted(_ALL) == sorted(columns)
    assert set(COLUMNS) < set(columns)
    assert {f"sort_{order.value}" for order in Order} < set(columns)


def test_every_constant_statement_of_the_read_side_fits_the_schema(schema: sqlite3.Connection) -> None:
    statements = [
        node.value
        for file in Path(read_side.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.match(r"SELECT\s.*\sFROM\s", node.value, re.DOTALL)
    ]
    assert len(statements) >= 15
    for statement in statements:
        if statement.rstrip().endswith((",", "FROM", "IN (", "WHERE", "AND")) or "{" in statement:
            continue
        marks = statement.count("?")
        schema.execute(f"EXPLAIN {statement}", (None,) * marks)


def test_no_statement_of_the_read_side_is_sqlite_only_or_skips_rows_by_offset() -> None:
    for file in Path(read_side.__file__).parent.glob("*.py"):
        texts = [
            node.value
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        for text in texts:
            assert not re.search(r"\bOFFSET\b|\bPRAGMA\b|\bIFNULL\b|\bGLOB\b|\bstrftime\b", text), (
                file.name,
                text,
            )
            assert "MATCH ?" not in text or file.name == "search.py"
