CREATE INDEX calls_duration ON calls (duration_ms, id) WHERE duration_ms IS NOT NULL;
--> statement-breakpoint
CREATE INDEX orders_issuer ON orders (issuer, updated_at DESC, id DESC);
--> statement-breakpoint
CREATE INDEX orders_attention_age ON orders (attention, status_changed_at) WHERE attention IS NOT NULL;
--> statement-breakpoint
CREATE INDEX order_status_history_when ON order_status_history (status, happened_at);
