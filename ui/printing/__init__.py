"""Paper as the window sees it: the print page, jobs on their way, this computer's printers."""
