"""The demo: the main job on an invented case, done by keys and touches in the real windows, with proof left behind.

play          the conductor: lays the table, starts the acts as processes, kills one, and tells what came of it
office_play   conducts the fourth act, with a real store (central) and a colleague at another laptop beside it
first_act … fourth_act, last_look   what happens on the screen, as a person would do it
talking       answers a visit's questions; story is who and what is typed
stage         plays a script on a window with hands, and takes pictures
performing    the process of one act; acts is that process as the conductor sees it
scene         what an act is handed; ledger what it tells
account       what the reader is told; papers what is left on paper, simulated_printer where it comes out; stages the way in
"""
