"""The chip of this machine: read, changed when asked, its notifications sent; nothing here knows a screen.

The main loop decides and stores; calls to the chip run in a thread, one after another, and give back values.
"""
