"""The visit at the kitchen table: opening, questions, names, reading aloud, end, pause; what is needed beside; the car after."""
