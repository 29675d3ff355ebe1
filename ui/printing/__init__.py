"""Paper as the window sees it: the print page, jobs on their way, the shelf, this computer's printers."""
