"""Meters: sources of cumulative byte counters on this machine and, through ssh, on others.

No eSIM, plan or store enters here. Kinds are found through entry points; see `registry`.
"""
