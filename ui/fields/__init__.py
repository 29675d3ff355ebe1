"""Field editors, one per kind of field: a label above, help under it, the control, and what is wrong in words beside it.

`base` is what they share, `written` what is typed, `chosen` yes and no and other words to touch, `signed` the four ways to sign,
`fixed` text that only stands there, `offers` words to touch under a field, `editors` the mapping from kind to editor.
"""
