"""Moving sealed changes between laptops through a central store that cannot read them. PROTOCOL.md tells how they talk.

wire/       messages as bytes: a leaf
proof/      signatures, roster and grants verified: a leaf; nothing here can open or sign with anything of ours
columns     saves packed tightly, byte for byte the same when unpacked; laying, laid: the columns made and read;
            planes, values: numbers and values in them
opening, standing  the changes of packed saves, and what stands after them, without reading the saves' own bytes
sealing/    pairings, case keys, wraps, envelopes: sealed and opened
identity    this device's keys, as the vault keeps them
office/     founding, inviting, joining, revoking, sharing, the kit and recovery
server/     the central store; it imports wire and proof alone

tables      what sync keeps in the vault
membership  the office as this laptop has seen it, verified and pinned; keyring: the cases' grants and keys
pairings    the secrets that these keys come under, and what waits for one
unsealed    which saves no envelope carries yet
outbox      what is unsent, sealed once and resent byte for byte; sending: signed things on their way; access: looks
matter      forms and profiles that cases refer to, sent once to the office; notices: what the office tells itself
redactions  texts and files that a lead has had taken out; vouching: how far a lead vouches for what has gone
summaries   what the list shows of a case, fetched before all else
deletions   cases that two people have deleted for good
healing     what others have sealed, kept for a store that loses it
losing      a grant that came second to a colleague's, and what it was to bring about
out         cases that a colleague took this laptop out of
incarnations  a vault that was put back, copied or moved goes on as another life
inbox       one thing that came: verified, opened, merged; it always raises, and applies nothing of what it refuses
contents    what was inside an envelope; saves, chains, missing, checkpoints: what that is held against
taking      everything that came in an answer; aside: what was not applied, with its reason
arrived     cases that have come whole and lie as they came, until somebody opens one or nothing else is to be done
whole       such a case taken in from all its envelopes at once
files       attached files, in pieces, when all else has been said
fetching    which earlier content is wanted next, and how far each case has come
session     one conversation with the store, pure: what to say next, given what was answered
laptop      the laptop's side of it: what there is to say, and keeping what is answered
results     what became of what was handed in
asking      one signed question and its sealed answer; talking carries a whole conversation
transport   HTTP, behind a seam of two methods; connecting: the first connection, begun before it is needed
runner      sending and getting by a timer or a wish; schedule: when; attempts: how it went the last time
status      what is only here, since when, and why
errors      what goes wrong, in words for people
"""
