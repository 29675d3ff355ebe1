"""What is asked: every form is a data file, and this package reads it, asks it, checks it and prints it. It knows no case and no clock.

The shapes        model (a form's values), problems (what a person should mend), paths (the one notation for a place in answers)
From a file       reading (a form's TOML, answers' JSON), authoring/ (what its author is told), json_answers, library (all forms at
                  hand), canonical (the hash that each is known by), profile (kommune.toml), own_words (its words in the forms)
What counts       conditions and rules (data, evaluated), day_shift (`i_dag+14d`), settling (hidden answers fall away, computed ones
                  come), answers (the door to these), following (rows that follow rows), checks, upgrades
Text and value    values (the door), strings, dates, clocks, numbers, phones, choices, cpr, calendar_words, texts (languages, names)
The way           flow (pages by section or by question), readability (LIX)
The paper         pdf/
The forms         definitions/*.toml; FORMAT.md tells a municipality how to write its own
"""
