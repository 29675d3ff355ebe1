"""The caseworker's own pages: today with the list of cases, one case with its course as a picture, a new one, a paper
that was filled in by hand copied in, what is handed out of one, history and what is mended in it, scanning, settings,
a pause; for whoever leads, the view over all cases."""
