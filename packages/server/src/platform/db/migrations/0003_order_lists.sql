CREATE TABLE person_terms (
  term TEXT NOT NULL,
  ref_id TEXT NOT NULL,
  PRIMARY KEY (term, ref_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX person_terms_order ON person_terms (ref_id);
--> statement-breakpoint
CREATE INDEX orders_msisdn_tail ON orders (substr(msisdn, -4), msisdn) WHERE msisdn IS NOT NULL;
--> statement-breakpoint
CREATE INDEX orders_method ON orders (method, updated_at DESC, id DESC);
--> statement-breakpoint
CREATE INDEX orders_verify ON orders (verify_status, updated_at DESC, id DESC);
--> statement-breakpoint
CREATE INDEX orders_step ON orders (step, updated_at DESC, id DESC) WHERE step IS NOT NULL;
--> statement-breakpoint
CREATE INDEX orders_team ON orders (support_team, updated_at DESC, id DESC) WHERE support_team IS NOT NULL;
--> statement-breakpoint
CREATE INDEX orders_superseded ON orders (superseded_by) WHERE superseded_by IS NOT NULL;
--> statement-breakpoint
CREATE INDEX orders_predecessor ON orders (predecessor_ref_id) WHERE predecessor_ref_id IS NOT NULL;
--> statement-breakpoint
CREATE TRIGGER orders_counted_in AFTER INSERT ON orders
BEGIN
  INSERT INTO counters (name, value) VALUES ('orders', 1), ('orders.status.' || NEW.status, 1)
  ON CONFLICT (name) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER orders_counted_over AFTER UPDATE OF status ON orders WHEN NEW.status IS NOT OLD.status
BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'orders.status.' || OLD.status;
  INSERT INTO counters (name, value) VALUES ('orders.status.' || NEW.status, 1)
  ON CONFLICT (name) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER orders_counted_out AFTER DELETE ON orders
BEGIN
  UPDATE counters SET value = value - 1 WHERE name IN ('orders', 'orders.status.' || OLD.status);
END;
