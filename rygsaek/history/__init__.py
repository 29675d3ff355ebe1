"""The one log that everything comes from.

ids          who did it, in which case, in which save: an id that never changes
clock        the hybrid logical clock, which orders what is shown and decides nothing
changes      what happened: kinds of change, and registers with a name of their own
entries      one save as bytes: packed, chained, kept verbatim
nesting      how deep lists may lie in each other in a save
registers    folding changes into what stands, with every conflict still in it
reading      what stands in a case, straight from its log
rows         which rows of a repeated part stand, and in what order
places       where a row goes between two others
log          the log's tables
journal      append, read, merge, undo; with all projections in the same transaction
runs         saves of one chain as they come, hashed and opened once
merging      taking in another copy's entries, each verified against its chain
reissuing    an old incarnation's saves under a new one, each change still under its own id
redacting    a text or a file taken out for good, every chain still whole
undoing      taking back one's own latest save by new changes
projection   what a projector is, and building everything again
checking     is the chain unbroken, does every projection follow from the log
"""
