"""What is said between laptop and store, as bytes and nothing else: a leaf that can neither open nor sign anything.

codec      strict bytes: one encoding for each message, size caps, and the error of everything that is not so
office     keys, the office's own document, roster, grants, leases, wipes: what people sign
envelopes  sealed changes from outside
requests   what a laptop asks and what the store answers; handover  the same of laptops that are shut out
packing    bytes packed within a cap: what is sealed before it is, and answers
"""
