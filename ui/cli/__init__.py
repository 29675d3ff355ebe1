"""The command line: everything that can be done without a window, without Qt.

command_line   the commands put together; whatever goes wrong said in Danish, with one meaning for each exit code
options        the two options that may stand before or after a command
session        whose vault, where the passphrase comes from, a desk opened and closed
vault, case    `rygsaek vault …`, `rygsaek case …`; case_words shows a case in words and as JSON; conflict_words
               where two things are written; attachments  its files
overview       `rygsaek overview …`, for whoever leads
deleting       cases deleted for good; twins  the other cases of a citizen, linked or told apart; redating  a copied paper's day
office, sharing `rygsaek office …`, `rygsaek case share`; office_paper  its sheets, printed and read back;
               kit_work, kit_recovery  its key at work; rehearsal  the worst day, in an office that is thrown away
forms, print_, shelf   a form author's tools; papers to a printer; leaflets. leaving: the one door out of the vault
scan           papers that come back
json_file, speaking, helping, form_outline   answers read, lines said, help in Danish, a form told
demo           `rygsaek demo`
"""
