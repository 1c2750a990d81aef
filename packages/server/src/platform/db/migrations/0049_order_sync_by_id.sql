-- Lists of orders find an order's polling by the number of its row; that table is made anew.
ALTER TABLE order_sync RENAME TO order_sync_before;
--> statement-breakpoint
CREATE TABLE order_sync (
  id INTEGER PRIMARY KEY REFERENCES orders (id),
  ref_id TEXT NOT NULL UNIQUE REFERENCES orders (ref_id),
  due_at INTEGER,
  due_what TEXT CHECK (due_what IN ('status', 'verify')),
  last_synced_at INTEGER,
  last_verify_at INTEGER,
  polls INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  last_failure TEXT,
  viewed_at INTEGER
) STRICT;
--> statement-breakpoint
INSERT INTO order_sync (id, ref_id, due_at, due_what, last_synced_at, last_verify_at, polls, failures, last_failure, viewed_at)
  SELECT o.id, s.ref_id, due_at, due_what, last_synced_at, last_verify_at, polls, failures, last_failure, viewed_at
  FROM orders o JOIN order_sync_before s ON s.ref_id = o.ref_id ORDER BY o.id;
--> statement-breakpoint
DROP TABLE order_sync_before;
--> statement-breakpoint
CREATE INDEX order_sync_due ON order_sync (due_at, ref_id) WHERE due_at IS NOT NULL;
