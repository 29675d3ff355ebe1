"""Who signed what, and whether they might: a leaf that holds nothing that can open or make anything.

names       what a thing is called: hashes with a domain of their own
errors      what is raised of everything that is not as it should be
keys        public keys that can be anyone's are refused
signatures  the very bytes that are signed, and the check
signed      a signed body, read and matched with who should have signed it
member      a device in the roster, and since when
roster      the office's document and its chain of devices
events      the rules of one link
pairings    who has handed whom a secret
grants      who has a case's key
officekeys  who has the office's
chaining    what those two have in common
envelopes   sealed changes from outside
requests    requests and answers
notices     the office's own sealed things, from outside
orders      wipes and leases
bequests    what a revoked device leaves the leads
standing_for  whether anybody in the office stands for something, whatever it says
"""
