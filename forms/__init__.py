"""What is asked: each form is a data file; this package reads it, asks it, checks it, prints it. It knows no case and no clock.

the shapes      model (a form's values), problems (what a person should mend), paths (the one notation for a place in answers)
from a file     reading, authoring/ (what a form's author is told), json_answers, library (all forms at hand), canonical (the
                hash that each is known by), profile (kommune.toml), own_words (its words in the forms),
                roles (roles.toml: who sees what), target_groups (the ages of the screening's groups),
                record_systems (where others see that there is an outreach worker),
                coaching (coaching.toml: the frame of a talk, and lines to lean on),
                course (course.toml: the milestones of a case, and what in its papers says that one is reached;
                COURSE.md tells how to write one), owes (what a step owes once it was reached), course_sense (what a course
                file says, held against the forms)
what counts     conditions, rules (data, evaluated), day_shift, calendar (working days), limits
                (limits.toml: how long, from when), settling (hidden answers fall away, computed ones
                come), answers (the door to these), following (rows that follow rows), checks, upgrades
text and value  values (the door), strings, dates, clocks, numbers, phones, choices, cpr, calendar_words, texts, said_along (a
                time typed with a day)
information     the kinds of information that a consent names, and what a paper tells; shown_by (the answers on a named paper)
the way         flow (pages by section or by question), readability (LIX)
the paper       pdf/
the forms       definitions/*.toml; FORMAT.md tells a municipality how to write its own
"""
