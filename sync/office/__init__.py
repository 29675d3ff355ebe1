"""What people do with the office: found it, let each other in, share, revoke, and find the way back with the kit.

codes     an invite, and the office's kit, as people type and scan them
words     six words that two people compare
"""
