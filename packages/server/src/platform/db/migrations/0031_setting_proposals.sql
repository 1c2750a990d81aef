CREATE TABLE setting_proposals (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  value TEXT,
  proposed_by TEXT NOT NULL,
  proposed_at INTEGER NOT NULL
) STRICT;
