"""The work in a case, on the log and its projections.

desk          what casework needs at hand: vault, journal, forms, profile, worker, clock
cases         open a case, begin and answer papers, finish, choose between two, take back
rows          put in, take out, put back and move rows
moving        from the wrong citizen's case to the right one, with a trace in both
from_paper    papers that were filled in by hand before, copied in with their own day; redating  that day corrected
visiting      today's visit as a record of its own, and the next one on its day
signing       on paper, on the screen, with words, or not at all
drafts        text being typed, durable and outside the log; promoting makes it into answers; unread_notes  into a note
views         a case, a paper, the list, the history: each look is written down
agenda        the day over all cases: visits, meetings, promises, what others owe, papers owed
decisions     what may be decided in a case now, and writing it down
due_dates     the limits of every case by day, over all cases
dues          how a case stands: milestones, what is due and since when, what is missing, what does not agree
course        how far a case has come, read of its papers
owed_papers   what papers owe at the steps that a case has come to
consents      may this party be told or asked it; what stands, what runs out soon
withdrawing   a consent taken back, for good
twins         whether a citizen has another case here
importing/    citizens brought in from a list, and taken out again as one
linking       two cases of one citizen, said in both by a person, or told apart
citizen_keys  who has which citizen, by key, over all cases, without reading them
search        find a case by any word in it
offers        enter once: what is known is there already, or offered
purging       what is taken out for good, and a case that is deleted, gone from every table
read_papers   the papers of a case as its projections read them, once for all of them
counted_papers  what a projection over all cases counts by, and which changes alter it
progress      how far every case has come, over all cases, without reading them
overview      the lead's view: who has what, what waits for a decision, cases that nobody has
figures       how long things took and how often they went well, over all cases: no person in them
held          cases that are only to be read until they have been checked
preview       cases on their way, of which only what the list shows is here
accesslog     who looked at what, when and why
status        how far the logs go; whether the clock looks wrong
settings      what belongs to this laptop alone; pin: the code of the visit's pause
projectors    what follows from the log here, and every step of these tables

Below them, pure: paper_steps (at which step of the course each paper lies), consent (the ledger), consent_rows (what every
consent says, in its narrowest reading), consent_words, documents (a document in a state), due (the limits that run),
disputed_rows (taken out by one, wanted by another), edits (answers to changes), versions, summary, timeline, citizen, known,
sources, searchtext, folding, papers, problems. Between: editing, signatures, withdrawals, definitions, caselist, consent_dates.
"""
