"""Reading for screens and `status`: plain portable SQL on sqlite3 into frozen dataclasses, paged by key.

Standard library only: no SQLModel, SQLAlchemy or pydantic, ever. Nothing is written here. Every statement
is in the subset that PostgreSQL also runs, apart from `search.py`.
"""

from axis_tui.store.read.reader import Reader, open_reader

__all__ = ["Reader", "open_reader"]
