CREATE TABLE billing_state (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE usage_orders (
  order_id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL,
  source TEXT NOT NULL,
  issuer TEXT NOT NULL,
  method TEXT NOT NULL,
  placed_day TEXT NOT NULL,
  cell TEXT NOT NULL CHECK (cell IN ('terminated', 'error', 'cancelled', 'pending')),
  verified INTEGER NOT NULL,
  billed_at INTEGER,
  billed_day TEXT,
  CHECK ((billed_at IS NULL) = (billed_day IS NULL))
) STRICT;
--> statement-breakpoint
CREATE INDEX usage_orders_billed ON usage_orders (external_id, billed_day) WHERE billed_day IS NOT NULL;
--> statement-breakpoint
CREATE INDEX usage_orders_billed_day ON usage_orders (billed_day) WHERE billed_day IS NOT NULL;
--> statement-breakpoint
CREATE INDEX usage_orders_placed ON usage_orders (external_id, placed_day);
--> statement-breakpoint
CREATE INDEX usage_orders_placed_day ON usage_orders (placed_day);
--> statement-breakpoint
CREATE INDEX usage_orders_moving ON usage_orders (placed_day)
  WHERE cell = 'pending' OR (cell = 'terminated' AND verified = 0);
--> statement-breakpoint
CREATE TABLE usage_months (
  period TEXT NOT NULL,
  external_id TEXT NOT NULL,
  issuer TEXT NOT NULL,
  method TEXT NOT NULL,
  placed INTEGER NOT NULL,
  terminated INTEGER NOT NULL,
  verified INTEGER NOT NULL,
  error INTEGER NOT NULL,
  cancelled INTEGER NOT NULL,
  pending INTEGER NOT NULL,
  billable INTEGER NOT NULL,
  PRIMARY KEY (period, external_id, issuer, method)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE usage_days (
  day TEXT NOT NULL,
  external_id TEXT NOT NULL,
  issuer TEXT NOT NULL,
  method TEXT NOT NULL,
  placed INTEGER NOT NULL,
  billable INTEGER NOT NULL,
  PRIMARY KEY (day, external_id, issuer, method)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE usage_sources (
  period TEXT NOT NULL,
  external_id TEXT NOT NULL,
  source TEXT NOT NULL,
  placed INTEGER NOT NULL,
  PRIMARY KEY (period, external_id, source)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX orders_gone ON orders (created_at) WHERE gone_at IS NOT NULL;
--> statement-breakpoint
CREATE TABLE billing_rules (
  id INTEGER PRIMARY KEY,
  issuer TEXT,
  method TEXT,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  event TEXT NOT NULL CHECK (event IN ('placed', 'identification_done', 'terminated', 'verified')),
  failed_billable INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE billing_prices (
  id INTEGER PRIMARY KEY,
  list TEXT NOT NULL CHECK (list IN ('customer', 'supplier')),
  external_id TEXT,
  group_name TEXT,
  issuer TEXT,
  method TEXT,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  currency TEXT NOT NULL,
  tiers TEXT NOT NULL,
  minimum_minor INTEGER NOT NULL CHECK (minimum_minor >= 0),
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  CHECK (external_id IS NULL OR group_name IS NULL)
) STRICT;
--> statement-breakpoint
CREATE TABLE billing_groups (
  external_id TEXT PRIMARY KEY,
  group_name TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE billing_aliases (
  raw TEXT PRIMARY KEY,
  canonical TEXT NOT NULL CHECK (canonical <> '' AND canonical <> raw),
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE billing_assignments (
  ref_id TEXT PRIMARY KEY,
  external_id TEXT NOT NULL CHECK (external_id <> ''),
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE billing_closes (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL,
  closed_at INTEGER NOT NULL,
  closed_by TEXT NOT NULL,
  note TEXT,
  unresolved TEXT NOT NULL,
  terms TEXT NOT NULL,
  reopened_at INTEGER,
  reopened_by TEXT,
  reopen_reason TEXT,
  CHECK ((reopened_at IS NULL) = (reopened_by IS NULL))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX billing_closes_standing ON billing_closes (period) WHERE reopened_at IS NULL;
--> statement-breakpoint
CREATE TABLE billing_frozen (
  close_id INTEGER NOT NULL REFERENCES billing_closes (id),
  external_id TEXT NOT NULL,
  issuer TEXT NOT NULL,
  method TEXT NOT NULL,
  currency TEXT NOT NULL,
  placed INTEGER NOT NULL,
  terminated INTEGER NOT NULL,
  verified INTEGER NOT NULL,
  error INTEGER NOT NULL,
  cancelled INTEGER NOT NULL,
  pending INTEGER NOT NULL,
  billable INTEGER NOT NULL,
  unpriced INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  PRIMARY KEY (close_id, external_id, issuer, method, currency)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE billing_adjustments (
  id INTEGER PRIMARY KEY,
  close_id INTEGER NOT NULL REFERENCES billing_closes (id),
  period TEXT NOT NULL,
  external_id TEXT NOT NULL,
  issuer TEXT NOT NULL,
  method TEXT NOT NULL,
  currency TEXT NOT NULL,
  placed INTEGER NOT NULL,
  terminated INTEGER NOT NULL,
  verified INTEGER NOT NULL,
  error INTEGER NOT NULL,
  cancelled INTEGER NOT NULL,
  pending INTEGER NOT NULL,
  billable INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX billing_adjustments_close ON billing_adjustments (close_id);
--> statement-breakpoint
CREATE TABLE billing_late (
  close_id INTEGER NOT NULL REFERENCES billing_closes (id),
  order_id INTEGER NOT NULL,
  was TEXT,
  PRIMARY KEY (close_id, order_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE billing_mappings (
  supplier TEXT PRIMARY KEY,
  header_key TEXT NOT NULL,
  mapping TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE billing_invoices (
  id INTEGER PRIMARY KEY,
  supplier TEXT NOT NULL,
  number TEXT NOT NULL,
  period TEXT NOT NULL,
  currency TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  lines INTEGER NOT NULL,
  sum_minor INTEGER NOT NULL,
  tolerance_minor INTEGER NOT NULL,
  tolerance_per_mille INTEGER NOT NULL,
  uploaded_at INTEGER NOT NULL,
  uploaded_by TEXT NOT NULL,
  reconciled_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX billing_invoices_file ON billing_invoices (file_hash) WHERE deleted_at IS NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX billing_invoices_number ON billing_invoices (supplier, number) WHERE deleted_at IS NULL;
--> statement-breakpoint
CREATE TABLE billing_invoice_lines (
  invoice_id INTEGER NOT NULL REFERENCES billing_invoices (id),
  position INTEGER NOT NULL,
  line INTEGER,
  ref_id TEXT,
  order_id TEXT,
  external_id TEXT,
  day TEXT,
  method TEXT,
  text TEXT,
  invoiced_minor INTEGER,
  our_ref_id TEXT,
  our_external_id TEXT,
  our_period TEXT,
  expected_minor INTEGER,
  class TEXT NOT NULL,
  reasons TEXT NOT NULL,
  earlier_line INTEGER,
  earlier_invoice INTEGER,
  disposition TEXT NOT NULL DEFAULT 'open',
  note TEXT,
  decided_at INTEGER,
  decided_by TEXT,
  PRIMARY KEY (invoice_id, position)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX billing_invoice_lines_class ON billing_invoice_lines (invoice_id, class, position);
--> statement-breakpoint
CREATE INDEX billing_invoice_lines_order ON billing_invoice_lines (our_ref_id) WHERE our_ref_id IS NOT NULL;
--> statement-breakpoint
CREATE TABLE billing_staged_lines (
  upload TEXT NOT NULL,
  position INTEGER NOT NULL,
  row TEXT NOT NULL,
  PRIMARY KEY (upload, position)
) STRICT, WITHOUT ROWID;
