"""The data on disk: journals of every device, checkpoints, copies, and one thread that writes.

Public names
    reader.read(paths, key=None) -> Repository                   changes nothing on the disk
    maintenance.open_to_write(paths, key=None) -> Repository     reads, sets damage aside, blanks deleted text
    repository.Repository    .sessions .search(filter, titles) .of_kind(kind) .get(kind, id) .notices
    session_query.SessionFilter
    writer.Writer(paths, clock, files=None, key=None), a writer_protocol.DataWriter
    local.checkpoints, local.contacts, local.drafts, unfinished_sessions
    transfer.import_export, transfer.backup, transfer.restore, transfer.erase
    crypto.lock, crypto.unlock
    repository.open_tinydb(folder=None)                          a TinyDB over the journals
    errors.RecordError(sentence, code) and PassphraseNeeded, WrongPassphrase, Busy

How a session is saved, from Finish to "Saved"
    1. The session ends with ``Finish(record)``; the display calls ``Writer.keep("session", id, fields, done)``.
    2. The writer's thread calls ``Repository.save``, which runs TinyDB's ``Table.upsert``. ``JournalTable`` records
       what TinyDB changes as ``JournalChange`` objects; no journal is merged for it.
    3. ``JournalAppender`` takes the lock, looks for the greatest counter in each journal that changed, and stamps each
       change with the next counter and the device's name.
    4. ``entry`` encodes, ``envelope`` encrypts where the data is locked, and ``disk.append`` writes at the end of
       this device's own file, counts the bytes, and fsyncs the file (and the folder of a new one).
    5. ``done(Kept())`` is called; only now does a display say "Saved". If the write failed, the file is truncated
       to its old size, ``done(NotKept(reason))`` is called, and the thread tries again.
    6. Another program or device reads the line and merges it with all others (``journal.merge``).
"""
