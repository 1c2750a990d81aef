CREATE TABLE entries (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  uuid TEXT NOT NULL,
  kind TEXT NOT NULL,
  action TEXT NOT NULL,
  actor TEXT NOT NULL,
  ref_id TEXT,
  order_id TEXT,
  external_id TEXT,
  call_id INTEGER,
  subject_id TEXT,
  operation TEXT,
  outcome TEXT,
  target TEXT,
  bytes TEXT NOT NULL,
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX entries_ref_id ON entries (ref_id, seq) WHERE ref_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX entries_subject ON entries (subject_id, seq) WHERE subject_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX entries_acts ON entries (action, seq) WHERE kind <> 'call';
--> statement-breakpoint
CREATE INDEX entries_acts_by_actor ON entries (actor, seq) WHERE kind <> 'call';
--> statement-breakpoint
CREATE TRIGGER entries_chain BEFORE INSERT ON entries
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entries)
  OR NEW.prev_hash IS NOT coalesce((SELECT hash FROM entries WHERE seq = NEW.seq - 1), zeroblob(32))
BEGIN SELECT RAISE(ABORT, 'the audit log only grows at its end, each entry chained to the last'); END;
--> statement-breakpoint
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'the audit log is never rewritten'); END;
--> statement-breakpoint
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'the audit log is never cut'); END;
--> statement-breakpoint
CREATE TABLE tree_nodes (
  level INTEGER NOT NULL,
  position INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE tree_frontier (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL,
  frontier TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE checkpoints (
  size INTEGER PRIMARY KEY,
  root BLOB NOT NULL,
  at INTEGER NOT NULL,
  note TEXT NOT NULL,
  exported_at INTEGER
) STRICT;
--> statement-breakpoint
CREATE TABLE subject_keys (
  subject_id TEXT PRIMARY KEY,
  wrapped BLOB,
  person_token BLOB,
  created_at INTEGER NOT NULL,
  erased_at INTEGER,
  CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX subject_keys_person ON subject_keys (person_token) WHERE person_token IS NOT NULL;
--> statement-breakpoint
CREATE TABLE calls (
  id INTEGER PRIMARY KEY,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  operation TEXT NOT NULL,
  http_method TEXT NOT NULL,
  url TEXT NOT NULL,
  ref_id TEXT,
  order_id TEXT,
  external_id TEXT,
  actor TEXT NOT NULL,
  origin TEXT NOT NULL,
  http_status INTEGER,
  outcome TEXT NOT NULL,
  duration_ms INTEGER,
  attempt INTEGER NOT NULL,
  correlation_id TEXT NOT NULL,
  subject_id TEXT,
  seq_intent INTEGER NOT NULL,
  seq_outcome INTEGER
) STRICT;
--> statement-breakpoint
CREATE INDEX calls_ref_id ON calls (ref_id, id) WHERE ref_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX calls_started_at ON calls (started_at);
--> statement-breakpoint
CREATE INDEX calls_failed ON calls (http_status, started_at) WHERE http_status >= 400;
--> statement-breakpoint
CREATE INDEX calls_open ON calls (id) WHERE outcome = 'in_flight';
--> statement-breakpoint
CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
