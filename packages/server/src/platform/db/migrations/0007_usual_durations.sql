CREATE TABLE usual_durations (
  issuer TEXT NOT NULL,
  method TEXT NOT NULL,
  status TEXT NOT NULL,
  p90_seconds INTEGER NOT NULL,
  orders INTEGER NOT NULL,
  learned_at INTEGER NOT NULL,
  PRIMARY KEY (issuer, method, status)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
UPDATE orders SET triage_due_at = 0;
