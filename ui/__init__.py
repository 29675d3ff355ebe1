"""Showing it: windows (Qt), presenters (no Qt), the command line (no Qt).

main       the entry point: a command, or the window
app        wires vault, casework, paper and windows together
"""
