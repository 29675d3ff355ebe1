"""Showing it: windows (Qt), presenters (no Qt), the command line (no Qt).

main       the entry point: a command, or the window
app        wires vault, casework, paper and windows together; shell is what then runs; desk_pages makes the pages
the look   theme, style_sheet, widgets, choices, pick, marks, brand, flow_layout, halves, steps, notice
the window window and page (where it can be: places), tasks (off the screen's thread), timers, messages, logbook, danish
guarding   locking, touches (quiet minutes), os_signals (sleep, the system's lock), clipboard, instance (one window), system
doorstep   create, word_panels, unlock, recover, sheet
desk       home, today_cards, case_list, new_case, case, case_cards, network_picture, history, settings and its cards, open_vault
forms      wizard, form_column, field_host, fields/, rows, two_versions
the visit  visit and visit_*, pause, quiet_watch, after_visit
paper      print_page, print_panel, paper_preview, qt_printer, printers_here
"""
