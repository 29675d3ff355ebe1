"""The caseworker's own pages: today with the list of cases, one case, a new one, history, settings, a pause."""
