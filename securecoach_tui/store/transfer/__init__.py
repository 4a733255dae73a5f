"""Data in and out: backups, restoring, erasing, import and export."""
