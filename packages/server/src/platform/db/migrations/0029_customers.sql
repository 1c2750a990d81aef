-- Whose each External ID is, and the numbers of the statements of closed months.
CREATE TABLE billing_customers (
  external_id TEXT PRIMARY KEY NOT NULL,
  debtor_number TEXT,
  name TEXT,
  address TEXT,
  language TEXT,
  cost_centre TEXT,
  vat TEXT NOT NULL CHECK (vat IN ('standard', 'exempt', 'reverse_charge')),
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
);
--> statement-breakpoint
CREATE TABLE billing_statement_numbers (
  period TEXT NOT NULL,
  external_id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  version INTEGER NOT NULL,
  close_id INTEGER NOT NULL,
  PRIMARY KEY (period, external_id)
);
