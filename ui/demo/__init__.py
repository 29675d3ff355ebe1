"""The demo: the main job on an invented case, done by keys and touches in the real windows, with proof left behind.

`play` is the conductor: it lays the table, starts the acts as processes of their own, kills one of them, and tells what came of it.
`acts` is what happens on the screen, written as a person would do it; `story` is who and what is typed. `stage` holds the
window by the hand (`hands`), and takes `pictures`. `ledger` is what the acts tell the conductor, `account` what the conductor
tells the reader, `papers` what is left on paper, and `simulated_printer` where it comes out.
"""
