"""The pieces that pages are made of: widgets, choices, layouts that wrap, marks, the network as a picture, a share as a bar,
paper on screen, who gets what leaves, whether a sheet came out,
a text that scrolls where there is no room for it."""
