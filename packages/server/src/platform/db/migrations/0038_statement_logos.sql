-- Logos that stand on statements, by the hash of their bytes: a numbered statement keeps the hash of its own.
CREATE TABLE billing_logos (
  hash TEXT NOT NULL PRIMARY KEY,
  media TEXT NOT NULL CHECK (media IN ('image/png', 'image/jpeg')),
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;
--> statement-breakpoint
-- Which of them the statements to come show: at most one row.
CREATE TABLE billing_logo_in_use (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  hash TEXT NOT NULL REFERENCES billing_logos (hash),
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT;
