CREATE TABLE cancellation_jobs (
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('planned', 'awaiting_approval', 'approved', 'running', 'paused', 'completed',
    'stopped', 'rejected', 'discarded')),
  source TEXT NOT NULL CHECK (source IN ('selection', 'filter', 'superseded', 'stale', 'policy', 'retry')),
  filter TEXT,
  policy_id INTEGER,
  policy_name TEXT,
  retry_of INTEGER REFERENCES cancellation_jobs (id),
  reason TEXT NOT NULL,
  run_reason TEXT,
  include_finished INTEGER NOT NULL,
  total INTEGER NOT NULL,
  will_cancel INTEGER NOT NULL,
  already_final INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  not_allowed INTEGER NOT NULL,
  finished_work INTEGER NOT NULL,
  needs_approval INTEGER NOT NULL DEFAULT 0,
  planned_by TEXT NOT NULL,
  planned_at INTEGER NOT NULL,
  requested_by TEXT,
  requested_at INTEGER,
  approved_by TEXT,
  approved_at INTEGER,
  rejected_by TEXT,
  rejected_at INTEGER,
  queued_at INTEGER,
  started_at INTEGER,
  paused_by TEXT,
  paused_at INTEGER,
  stopped_by TEXT,
  finished_at INTEGER,
  note TEXT
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX cancellation_jobs_one_runs ON cancellation_jobs (state) WHERE state = 'running';
--> statement-breakpoint
CREATE INDEX cancellation_jobs_live ON cancellation_jobs (state, queued_at) WHERE state IN ('approved', 'paused', 'planned', 'awaiting_approval');
--> statement-breakpoint
CREATE INDEX cancellation_jobs_policy ON cancellation_jobs (policy_id, id) WHERE policy_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX cancellation_jobs_retry ON cancellation_jobs (retry_of) WHERE retry_of IS NOT NULL;
--> statement-breakpoint
CREATE TABLE cancellation_items (
  id INTEGER PRIMARY KEY,
  job_id INTEGER NOT NULL REFERENCES cancellation_jobs (id),
  ref_id TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('will_cancel', 'already_final', 'changed', 'not_allowed', 'finished_work')),
  class_reason TEXT,
  planned_status TEXT,
  why TEXT,
  state TEXT NOT NULL CHECK (state IN ('pending', 'in_progress', 'cancelled', 'already_final', 'already_cancelled',
    'unknown_at_srs', 'changed', 'failed', 'left')),
  state_reason TEXT,
  status_after TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  call_id INTEGER,
  claimed_at INTEGER,
  finished_at INTEGER,
  UNIQUE (job_id, ref_id)
) STRICT;
--> statement-breakpoint
CREATE INDEX cancellation_items_state ON cancellation_items (job_id, state, id);
--> statement-breakpoint
CREATE INDEX cancellation_items_order ON cancellation_items (ref_id, job_id);
--> statement-breakpoint
CREATE INDEX cancellation_items_under_way ON cancellation_items (id) WHERE state = 'in_progress';
--> statement-breakpoint
CREATE TABLE cancellation_policies (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  rule TEXT NOT NULL,
  every_hours INTEGER NOT NULL,
  enabled INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  last_run_at INTEGER,
  next_run_at INTEGER
) STRICT;
--> statement-breakpoint
CREATE INDEX orders_birth_date ON orders (birth_date) WHERE birth_date IS NOT NULL;
