"""The pieces that pages are made of: widgets, choices, layouts that wrap, marks, the network as a picture, paper on screen."""
