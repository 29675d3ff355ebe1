"""Moving sealed changes between laptops through a central store that cannot read them.

Nothing stands here yet: a laptop works alone, and its log is made so that it can be sealed and merged later.
"""
