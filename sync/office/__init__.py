"""What people do with the office: found it, let each other in, share, revoke, and find the way back with the kit.

line       an open vault and the way to its store
codes      an invite, and the office's kit, as people type and scan them; words  six words that two people compare
kit        the seed on paper, and what follows from it
founding   a new office
joining    what a newcomer says and believes; entering  the newcomer's steps
admitting  what a lead says and believes; letting_in  the lead's steps
people     who is in it, by the names that people know; labels  those names, sealed; mine  which laptops are one's own
roles      who leads; links  the roster's next link, by whichever lead is first
sharing    who has a case's key; case_sharing  as people do it; renewing  keys that must follow the roster
revoking   a laptop out of the office; erasing, cutting_off, bequeathing, leaving  on that laptop
adopting   what it handed over (handed); awaiting  where it waits
redacting  a text or a file out for good; deleting  a case; unimporting  what came with a list, as one
leasing    how long a laptop opens without having met the store
moved      the store answers at another address
recovering the kit and two leads open a case; second_lead  asking for the other's yes; returning  the kit on a fresh machine
directory  who has which citizen; bundles  forms and profile for all; posting, noticeboard  how both go out and come in
tables     what of it lies in the vault
"""
