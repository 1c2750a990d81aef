CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  ref_id TEXT NOT NULL UNIQUE,
  order_id TEXT,
  external_id TEXT,
  external_id_source TEXT CHECK (external_id_source IN ('srs', 'gateway', 'import', 'desk')),
  known_by TEXT NOT NULL CHECK (known_by IN ('register', 'import', 'gateway', 'desk', 'test_bench')),
  issuer TEXT,
  method TEXT,
  jurisdiction TEXT,
  loa TEXT,
  status TEXT NOT NULL,
  status_reason TEXT,
  wire_status TEXT,
  status_changed_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  registered_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  started_at INTEGER,
  verify_status TEXT NOT NULL,
  verified_at INTEGER,
  evidence_id TEXT,
  evidence_valid_until INTEGER,
  evidence_is_earlier INTEGER NOT NULL DEFAULT 0,
  target_url TEXT,
  msisdn TEXT,
  first_name TEXT,
  last_name TEXT,
  birth_date TEXT,
  email TEXT,
  country TEXT,
  language TEXT,
  person_token BLOB,
  subject_id TEXT NOT NULL,
  predecessor_ref_id TEXT,
  superseded_by TEXT,
  gone_at INTEGER,
  regressed_at INTEGER,
  first_unknown_at INTEGER,
  step INTEGER,
  support_team TEXT,
  issue TEXT,
  attention TEXT,
  attention_all TEXT NOT NULL DEFAULT '[]',
  triage_due_at INTEGER,
  legal_hold INTEGER NOT NULL DEFAULT 0,
  erased_at INTEGER
) STRICT;
--> statement-breakpoint
CREATE INDEX orders_order_id ON orders (order_id) WHERE order_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX orders_external_id ON orders (external_id, created_at);
--> statement-breakpoint
CREATE INDEX orders_msisdn ON orders (msisdn) WHERE msisdn IS NOT NULL;
--> statement-breakpoint
CREATE INDEX orders_status_updated ON orders (status, updated_at DESC, id DESC);
--> statement-breakpoint
CREATE INDEX orders_updated ON orders (updated_at DESC, id DESC);
--> statement-breakpoint
CREATE INDEX orders_created ON orders (created_at DESC, id DESC);
--> statement-breakpoint
CREATE INDEX orders_status_changed ON orders (status_changed_at DESC, id DESC);
--> statement-breakpoint
CREATE INDEX orders_attention ON orders (attention, updated_at DESC, id DESC) WHERE attention IS NOT NULL;
--> statement-breakpoint
CREATE INDEX orders_person ON orders (person_token, created_at) WHERE person_token IS NOT NULL;
--> statement-breakpoint
CREATE INDEX orders_triage_due ON orders (triage_due_at) WHERE triage_due_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX orders_evidence_until ON orders (evidence_valid_until) WHERE evidence_valid_until IS NOT NULL;
--> statement-breakpoint
CREATE INDEX orders_evidence_id ON orders (evidence_id) WHERE evidence_id IS NOT NULL;
--> statement-breakpoint
CREATE TABLE order_status_history (
  id INTEGER PRIMARY KEY,
  ref_id TEXT NOT NULL REFERENCES orders (ref_id),
  status TEXT NOT NULL,
  wire_status TEXT NOT NULL,
  happened_at INTEGER NOT NULL,
  observed_at INTEGER NOT NULL,
  transition TEXT NOT NULL,
  seq INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX order_status_history_order ON order_status_history (ref_id, id);
--> statement-breakpoint
CREATE TABLE order_sync (
  ref_id TEXT PRIMARY KEY REFERENCES orders (ref_id),
  due_at INTEGER,
  due_what TEXT CHECK (due_what IN ('status', 'verify')),
  last_synced_at INTEGER,
  last_verify_at INTEGER,
  polls INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  last_failure TEXT,
  viewed_at INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX order_sync_due ON order_sync (due_at) WHERE due_at IS NOT NULL;
