"""What the windows show and do, without Qt: every page can be tried without a window.

the idiom      runner (work off the screen's thread), timers, bell (something happened), background (what may wait
               for power), times, status_words
the doorstep   create, new_words, sheet, unlock, recover, kit_back, kit_back_source, coming_back (what came of it, in words)
the office     office, office_source, handed, handed_source, handed_words, recovery, recovery_source, asked_words,
               waiting_for_you, opened_with_kit
the lead       overview, overview_source, figure_words (a figure in words)
a list         importing, importing_source (citizens brought in, and taken out again)
the desk       home, home_source, lease_words, lines, case, case_source, case_files, sharing_words,
               elsewhere (a colleague has it, too), not_come (a case that did not follow its summary), course, course_source, due,
               due_source, network, history, copying (a paper that was filled in by hand),
               mending (taken out for good, or moved to the right case), settings
one form       document_reading, editing, disputes, drafting, writing, field_view, field_words, form_shape, row_editing, offering,
               differing, wizard, previewing
the visit      visit, visit_form, question, opening, coaching, languages, screens, shown_to_citizen, reading_aloud, visit_end,
               after_visit, quiet and pin_gate (the pause)
paper          printing, print_options, print_room, shelf, signing; handing_out and its source (a case or a file
               leaves); scanning and scan_source
"""
