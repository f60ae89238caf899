"""Renewing in the background: orders sent exactly once, data awaited, rules acted on, carriers read.

The one place that calls a carrier. Calls run in threads; the store is written by the worker's main loop only,
never across a call.
"""
