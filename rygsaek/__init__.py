"""The case and its store, in four floors, each using only those below it.

paper      what leaves the vault readable: exits, papers, print queue, printers
casework   cases, drafts, views, search, access log
history    changes, registers, journal, projections: the one log
vault      the encrypted file, its keys, backups, migrations
errors     everything raised on purpose, with its Danish words
program    which version this is
"""
