"""The record on disk: journals of every device, checkpoints, copies, and one thread that writes.

Public names
    reading.read(places, key=None) -> Record      .sessions, .of_kind(kind), .get(kind, id), .notices
    writer.Writer(places, clock, files=None, key=None), memory_writer.MemoryWriter
    checkpoints.read_all(places, key=None)
    porting.export_json(record), export_csv(record), import_file(path, places, key=None) -> ImportReport
    locking.is_locked(places), open_record(places, passphrase) -> Key, lock, change, unlock
    backup.write, restoring.preview, restoring.restore, erasing.erase
    table.JournalDB(places, key=None, files=None)  TinyDB over the journals
    errors.RecordError(sentence, code) and its kinds PassphraseNeeded, WrongPassphrase, Busy

One record's life, from Finish to "Saved"
    1. The session ends with ``Finish(record)``; the face calls ``Writer.keep("session", id, fields, done)``.
    2. The writer's thread gives what waits to TinyDB's table (``table.JournalTable``), which makes one
       ``Change`` of each, and to ``storage.JournalStorage``, which reads nothing for it.
    3. ``pen.Pen`` takes the lock, looks at the last line of each journal that changed, and stamps each
       change with the next counter and the device's name.
    4. ``lines`` encodes, ``sealing`` encrypts where the record is locked, ``files.append`` writes at the
       end of this device's own file, counts the bytes, fsyncs the file (and the folder of a new one).
    5. ``done(Kept())``: only now does a face say "Saved". Where the disk refused, the file is cut back to
       what it was, ``done(NotKept(reason))`` is called, and the thread tries again.
    6. Another program or device that reads merges the line with all others (``merge``).
"""
