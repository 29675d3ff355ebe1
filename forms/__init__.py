"""What is asked: form definitions, and everything that is computed from a definition alone.

A form is a data file (see FORMAT.md). Nothing here knows of a vault, a window or a case.
"""
