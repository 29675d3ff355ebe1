"""Sealing and opening: everything that holds a key. Pure: no vault, no clock, no network.

pairings   a secret between two, handed over once
wraps      a key under such a secret, for one receiver
asks       what one lead asks of another
padding    lengths that tell little
keys       commitments, content keys, keys of earlier epochs
grants     who gets a case's key, made and opened
envelopes  a body sealed into an envelope, and out again
bodies     what is said inside
redactions what a lead has taken out
notices    the office's directory and bundles
requests   a request's signature
bequests   a case's key left to the leads
joining    what an invite's secret proves and seals
"""
