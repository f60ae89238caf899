"""Cancellations: asked of carriers, followed to their answer, carried out on the chip, verified and closed.

What comes next is the domain's to say, from what chip and carrier say now; here it is done and stored.
"""
