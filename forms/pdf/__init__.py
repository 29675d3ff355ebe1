"""A form and its answers to paper: `document.render(PaperRequest) -> Paper`, and the fixed sheets.

letters     what can be printed: tidied text, masked CPR numbers, problems for what the fonts do not have
style       page, fonts, sizes
lines       text to set lines
strips      what a page is made of; which strip goes on which page
shapes, qr  small drawings
tags        the structure that screen readers walk
archive     what makes a file archivable, and the same content the same bytes
blocks, tables, signatures, writing, picture    what papers are put together from
words       what the paper says by itself, by language
matter      a request worked out: what this copy shows, conflicts, what was left out
whole, short, blank             the three papers of a form, as blocks
telling     one line of the short paper, from its template
frame       head and foot of the pages
compose     blocks in a frame, at the size that fits
press       pages to bytes
document    render()
pages       some pages of a finished paper, for printing the missing ones
cleaning    a PDF from elsewhere without what it does not show; pictures  photographs and scans as a PDF
sheets      the recovery sheet, and notices; office_sheets  the office's key, and invites
"""
