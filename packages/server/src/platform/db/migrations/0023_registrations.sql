CREATE TABLE registrations (
  ref_id TEXT PRIMARY KEY NOT NULL,
  external_id TEXT,
  subject_id TEXT NOT NULL,
  known_by TEXT NOT NULL CHECK (known_by IN ('register', 'import', 'gateway')),
  asked_by TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('sync', 'user', 'gateway', 'system', 'cli')),
  asked_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'not_found')),
  due_at INTEGER,
  failures INTEGER NOT NULL DEFAULT 0
) STRICT;
--> statement-breakpoint
CREATE INDEX registrations_due ON registrations (due_at) WHERE due_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX registrations_asked ON registrations (asked_at DESC);
