CREATE TABLE audit_stub (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  first_seq INTEGER NOT NULL,
  frontier TEXT NOT NULL,
  last_hash BLOB NOT NULL,
  note TEXT NOT NULL,
  pruned_at INTEGER NOT NULL
) STRICT;
