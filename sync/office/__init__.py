"""What people do with the office: found it, let each other in, share, revoke, and find the way back with the kit.

codes     an invite, and the office's kit, as people type and scan them
kit       the seed on paper, and what follows from it
labels    a person's and a laptop's name, sealed
words     six words that two people compare
"""
