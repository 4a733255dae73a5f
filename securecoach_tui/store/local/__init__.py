"""What stays on this machine and is never synced: checkpoints, drafts, contacts and comforts."""
