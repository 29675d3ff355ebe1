"""The demo: the main job on an invented case, done by keys and touches in the real windows, with proof left behind.

`play` is the conductor: it lays the table, starts the acts as processes of their own, kills one, and tells what came of it.
`first_act` to `fourth_act` and `last_look` are what happens on the screen, as a person would do it; `talking` answers a visit's
questions, `office_play` conducts the fourth, with a real store (`central`) and a `colleague` at another laptop beside it, `story` is who and what is typed. `stage` plays a script on a window with `hands` and takes `pictures`;
`performing` is the process of one act, `acts` that process as the conductor sees it, `scene` what it is handed, `ledger` what it tells the conductor. `account` is what the
conductor tells the reader, `papers` what is left on paper, `simulated_printer` where it comes out, `stages` the way in.
"""
