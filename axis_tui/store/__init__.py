"""The store: what is known about carriers, devices, eSIMs, plans and their bytes, in one SQLite file.

Two sides: `read` (standard library only, frozen dataclasses, for screens and `status`) and `write` (SQLModel,
validated, one transaction a call). Nothing is imported here, so that the read side never loads SQLModel.
No rules live here: `axis_tui.domain` decides, the store remembers.
"""
