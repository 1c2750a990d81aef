ALTER TABLE usage_orders RENAME COLUMN cell TO outcome;
--> statement-breakpoint
UPDATE billing_late SET was = json_remove(json_set(was, '$.outcome', was ->> '$.cell'), '$.cell')
WHERE was ->> '$.cell' IS NOT NULL;
--> statement-breakpoint
ALTER TABLE billing_closes RENAME COLUMN terms TO pricing_terms;
--> statement-breakpoint
DROP INDEX orders_lying_about;
--> statement-breakpoint
CREATE INDEX orders_stale ON orders (status_changed_at, id) WHERE status IN ('created', 'initialized', 'identification_done', 'data_ready', 'unknown');
