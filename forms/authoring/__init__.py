"""What a form author is told: a definition file is read, and everything to mend in it is found at once.

findings    the list that is gathered, with code, place, sentence and remedy
shape       keys and their types: TOML tables to the values of forms.model
sense       what the parts say together: duplicates, rows, options, compounds, the upgrade
conditions  conditions as data: unknown fields, unfit values
rules       computed rules as data
wording     placeholders, and where answers may come from
syntax      TOML's own complaints, in Danish, with the line
"""
