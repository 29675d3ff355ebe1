"""Showing it: windows (Qt), presenters (no Qt), the command line (no Qt).

main       the entry point: a command, or the window
app        wires vault, casework, paper and windows together; shell is what then runs; doorstep_pages and
           desk_pages make the pages
the look   theme, style_sheet, appearance, brand, notice, danish
the window window and page (where it can be: places), tasks (off the screen's thread), timers, messages, logbook, doors
guarding   locking, touches (quiet minutes), os_signals (sleep, the system's lock), clipboard, instance (one window), system
parts/     what pages are made of
doorstep/  before the vault is open
desk/      the caseworker's own pages
form/      one form being filled in; fields/ holds an editor for each kind of field
table/     the visit
printing/  paper as the window sees it
presenters/ what the pages show and do, without Qt
cli/       the command line
demo/      the whole job, driven through the real windows
"""
