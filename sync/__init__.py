"""Moving sealed changes between laptops through a central store that cannot read them. PROTOCOL.md tells how they talk.

wire/      messages as bytes: a leaf
proof/     signatures, roster and grants verified: a leaf; nothing here can open or sign with anything of ours
columns    saves packed tightly, byte for byte the same when unpacked
sealing    case keys, wraps, envelopes: sealed and opened
identity   this device's keys, as the vault keeps them
asking     one signed question and its sealed answer; errors  what goes wrong, in words for people
office/    founding, inviting, joining, revoking, sharing, the kit and recovery
tables     what sync keeps in the vault
outbox     what is unsent, sealed once and resent byte for byte
inbox      what came: verified, opened, merged; always raises, and applies nothing of what it refuses
session    one conversation with the store, pure: what to say next, given what was answered
transport  a seam of two methods, and HTTP behind it
runner     when to talk: network, timer, wish; back-off, progress, cancel
status     what is only here, and why
server/    the central store; it imports wire and proof alone
"""
