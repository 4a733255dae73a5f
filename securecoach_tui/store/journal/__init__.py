"""The journal: one append-only file a device, merged by stamp, read and written through TinyDB."""
