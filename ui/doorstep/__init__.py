"""Before the vault is open: making it, its recovery sheet, unlocking, the ways back in. Nothing about any case stands here."""
