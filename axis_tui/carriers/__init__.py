"""Carriers: adapters that say what a carrier sells, and carry out what was decided elsewhere.

An adapter never decides: no store, no ledger, no rule. Only the worker calls one, one spending call at a
time.
"""
