"""The rules: pure decisions about plans, validity, usage, forecasts and alerts.

Standard library only; no clock, no I/O, no randomness: instants and readings come in as arguments.
"""
