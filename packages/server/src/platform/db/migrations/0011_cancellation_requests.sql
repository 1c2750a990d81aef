CREATE TABLE cancellation_requests (
  id INTEGER PRIMARY KEY,
  ref_id TEXT NOT NULL,
  successor_ref_id TEXT,
  requested_by TEXT NOT NULL,
  requested_at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dismissed')),
  result TEXT,
  decided_by TEXT,
  decided_at INTEGER
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX cancellation_requests_open ON cancellation_requests (ref_id) WHERE state = 'open';
