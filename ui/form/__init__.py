"""One form being filled in, for the wizard and the visit alike: editors in a column, rows as cards, two versions of an answer."""
