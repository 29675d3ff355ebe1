"""What leaves the vault readable: papers, files, and the printers they go to.

exits         the one door: print, save, export; asks the consent gate, freezes, records, logs
consent_gate  the question that every exit asks
wishes        a paper that somebody wants; named  the named papers of a document
papers        a document of a case as a paper; the preview
news          what changed since the paper that the citizen has at home
withdrawn     a consent taken back: what waits is stopped, what they have had is told
export        what a whole case is when it is handed out
shelf         leaflets of the municipality's, of no case
copies        the copy ledger: which papers exist, projected from the log; blank ones
calendar_file limits, visits, meetings and agreed days for another calendar, with neutral titles
figures_file  the figures without persons, for a spreadsheet
saved         files outside the vault, listed until they are gone; written whole or not at all
places        what is wrong with a place that is chosen for one
attachments   files in a case: put in, taken out, looked at
attached      which files there are, projected from the log
foreign_files a file from elsewhere as it may be kept
scanners      pages from a scanner, over a pipe into memory; feeder  all that lie in its feeder, in one run
scan_tray     what was scanned and lies nowhere yet; filing  where it belongs
scanned_codes QR codes in a picture or a PDF
print_queue   our own queue: what a person does to a print job
sheets        a sheet with a key on it: to its printer now, or not at all
dispatch      the queue's other half: sending, asking, stopping, and what a crash left open
print_jobs    a job as it stands, and its tables
printers      the port: what is asked of whatever prints
ipp_printer   the port over IPP: CUPS's queues, and driverless printers
ipp           asking over HTTP; the only room that opens a connection for print
ipp_message   an IPP message as bytes and back
reasons       why a paper does not come out, in words
projectors    what follows from the log here, and every step of these tables
"""
