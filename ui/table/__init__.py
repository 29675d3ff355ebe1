"""The visit at the kitchen table: opening, questions, names, reading aloud, end, pause; what may be needed beside; the car after."""
