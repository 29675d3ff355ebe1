"""The encrypted file, and everything that touches its bytes.

vault         open, write, read, close: one writer, two readers, one process
connections   one writer and two readers over the open file
mark          how far the write-ahead log had come, so that its damage is noticed
identity      which life of which vault this is
transaction   what a room above may do inside one
driver        SQLCipher, its settings, and its errors turned into ours
migrations    steps from an older vault to this program's
blobs         bytes named by their own hash
pieces        a file in sealed pieces, as a store gets it
keys          vault.keys: two copies, two slots
slots         what stands in them
stretching    words to a key that is slow to guess
sealing       passphrase or recovery sheet to key, and back to the database key
opening       the vault's lock and its database's keys, before anything of the database is loaded
passphrase    six words that a person can remember; refusing what others guess
secret        random ids, and the secret on the recovery sheet
groups        secrets as people type them, every typing mistake found
unlocking     the growing wait after a wrong passphrase
waiting       that wait as it stands beside the vault
rekeying      a new passphrase, a new database key
erasing       a vault gone for good, its keys first
exporting     a checked copy under a key
setting_aside a damaged vault out of the way of a backup
backup        one sealed file out, one vault back
checking      is everything there, and whole
files         replacing a file so that a power cut leaves the old or the new
system        what differs between Linux and Windows
"""
