"""Bringing in a caseworker's citizens from a list: a file, its columns by name, a preview, and then all of them at once.

tables        a file as a table of text: CSV here, a spreadsheet through sheets
sheets        xlsx, xls and ods, read by python-calamine once it is sure that they fit into memory
problems      why a file cannot be used, and what a row has to mend
columns       which column answers which question of the form »borger«; columns.toml: what people call them
rows          the cells of a row as answers, with everything that cannot be read told by row and column
planning      what would be made of a file: each row, and which citizens are here already
taking_in     the chosen citizens as cases, all of them or none
imports       which cases came with which import, as a projection; and whether one is still as it came
"""
