DROP TABLE setting_proposals;
--> statement-breakpoint
CREATE TABLE approvals (
  id INTEGER PRIMARY KEY,
  act TEXT NOT NULL,
  target TEXT NOT NULL,
  input TEXT,
  about TEXT NOT NULL,
  reason TEXT,
  asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'rejected', 'withdrawn', 'lapsed')),
  decided_by TEXT,
  decided_at INTEGER,
  note TEXT
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX approvals_waiting ON approvals (act, target) WHERE state = 'waiting';
