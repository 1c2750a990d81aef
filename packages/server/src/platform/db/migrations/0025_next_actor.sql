-- Who moves next, apart from the team to turn to. It is made anew by the next run of triage.
ALTER TABLE orders ADD COLUMN next_actor TEXT;
--> statement-breakpoint
CREATE INDEX orders_next_actor ON orders (next_actor, updated_at DESC, id DESC) WHERE next_actor IS NOT NULL;
--> statement-breakpoint
UPDATE orders SET triage_due_at = 0 WHERE step IS NOT NULL;
