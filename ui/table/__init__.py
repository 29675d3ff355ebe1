"""The visit at the kitchen table: opening, questions, names, reading aloud, end, pause; what a table may need beside; the car afterwards."""
