"""The central store: it keeps sealed things in order and hands them to whoever has a right to them. It can open none of them.

It imports `sync.wire`, `sync.proof` and itself, nothing else of ours: what cannot be imported cannot read.

errors      what an administrator is told, and what a request is refused with
tables      what lies in the database; migrations: how it came there
database    SQLite or PostgreSQL behind one door: begin a write, begin a read; rows: many rows at once
signing     the store's own key, which seals every answer
offices     an office as the process knows it: roster, keys, grants, heads of chains; latest: who was last in each case
writer      group commit: one thread, one transaction for all who wait
ahead       what is found out of things handed in before their turn
taking      what is checked of each thing handed in; healing: grants of who has left, for a store that lost them
redacting, deleting    what goes from the store, and when
reading     what a device gets to see
limits      how many requests and bytes a minute; nonces: what was seen already
gate        the order of checks of a request
doors       every endpoint: who may, what comes in, what goes out
invites, asks, blobs, quarantine, bequests, leaving    what lies beside the items
metrics, logs    what is told of it all, without content
check, check_beside    verify chains and storage; backup: copies a store and puts it back
setup, opening    making a store, and opening one that was made
front       what laptops ask goes straight to its door
app         wires it together; serving: one process or several; main: the command line; config: what it tells, clock
"""
