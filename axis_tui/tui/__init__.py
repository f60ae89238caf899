"""The terminal dashboard. Screens read pages and aggregates of the store and ask for changes;
they decide nothing.

The only room that imports Textual. It never imports carriers, meters, the demo or the worker.
"""
