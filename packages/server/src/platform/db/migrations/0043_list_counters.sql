-- Orders by each value of a field that a list is filtered by, and by the pairs that the tabs ask for: kept with every change.
DROP TRIGGER orders_counted_in;
--> statement-breakpoint
DROP TRIGGER orders_counted_over;
--> statement-breakpoint
DROP TRIGGER orders_counted_out;
--> statement-breakpoint
CREATE TRIGGER orders_counted_in AFTER INSERT ON orders
BEGIN
  INSERT INTO counters (name, value) SELECT name, 1 FROM (
  SELECT 'orders' AS name UNION ALL
  SELECT 'orders.status.' || NEW.status UNION ALL
  SELECT 'orders.verify_status.' || NEW.verify_status UNION ALL
  SELECT 'orders.next_actor.' || NEW.next_actor UNION ALL
  SELECT 'orders.step.' || NEW.step UNION ALL
  SELECT 'orders.support_team.' || NEW.support_team UNION ALL
  SELECT 'orders.attention.' || NEW.attention UNION ALL
  SELECT 'orders.method.' || NEW.method UNION ALL
  SELECT 'orders.issuer.' || NEW.issuer UNION ALL
  SELECT 'orders.status+verify_status.' || NEW.status || '.' || NEW.verify_status UNION ALL
  SELECT 'orders.next_actor+verify_status.' || NEW.next_actor || '.' || NEW.verify_status
  ) WHERE name IS NOT NULL
  ON CONFLICT (name) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER orders_counted_out AFTER DELETE ON orders
BEGIN
  UPDATE counters SET value = value - 1 WHERE name IN ('orders', 
    'orders.status.' || OLD.status, 
    'orders.verify_status.' || OLD.verify_status, 
    'orders.next_actor.' || OLD.next_actor, 
    'orders.step.' || OLD.step, 
    'orders.support_team.' || OLD.support_team, 
    'orders.attention.' || OLD.attention, 
    'orders.method.' || OLD.method, 
    'orders.issuer.' || OLD.issuer, 
    'orders.status+verify_status.' || OLD.status || '.' || OLD.verify_status, 
    'orders.next_actor+verify_status.' || OLD.next_actor || '.' || OLD.verify_status);
END;
--> statement-breakpoint
CREATE TRIGGER orders_counted_by_status AFTER UPDATE OF status ON orders WHEN NEW.status IS NOT OLD.status
BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'orders.status.' || OLD.status;
  INSERT INTO counters (name, value) SELECT 'orders.status.' || NEW.status, 1 WHERE true
  ON CONFLICT (name) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER orders_counted_by_verify_status AFTER UPDATE OF verify_status ON orders WHEN NEW.verify_status IS NOT OLD.verify_status
BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'orders.verify_status.' || OLD.verify_status;
  INSERT INTO counters (name, value) SELECT 'orders.verify_status.' || NEW.verify_status, 1 WHERE true
  ON CONFLICT (name) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER orders_counted_by_next_actor AFTER UPDATE OF next_actor ON orders WHEN NEW.next_actor IS NOT OLD.next_actor
BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'orders.next_actor.' || OLD.next_actor;
  INSERT INTO counters (name, value) SELECT 'orders.next_actor.' || NEW.next_actor, 1 WHERE NEW.next_actor IS NOT NULL
  ON CONFLICT (name) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER orders_counted_by_step AFTER UPDATE OF step ON orders WHEN NEW.step IS NOT OLD.step
BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'orders.step.' || OLD.step;
  INSERT INTO counters (name, value) SELECT 'orders.step.' || NEW.step, 1 WHERE NEW.step IS NOT NULL
  ON CONFLICT (name) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER orders_counted_by_support_team AFTER UPDATE OF support_team ON orders WHEN NEW.support_team IS NOT OLD.support_team
BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'orders.support_team.' || OLD.support_team;
  INSERT INTO counters (name, value) SELECT 'orders.support_team.' || NEW.support_team, 1 WHERE NEW.support_team IS NOT NULL
  ON CONFLICT (name) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER orders_counted_by_attention AFTER UPDATE OF attention ON orders WHEN NEW.attention IS NOT OLD.attention
BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'orders.attention.' || OLD.attention;
  INSERT INTO counters (name, value) SELECT 'orders.attention.' || NEW.attention, 1 WHERE NEW.attention IS NOT NULL
  ON CONFLICT (name) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER orders_counted_by_method AFTER UPDATE OF method ON orders WHEN NEW.method IS NOT OLD.method
BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'orders.method.' || OLD.method;
  INSERT INTO counters (name, value) SELECT 'orders.method.' || NEW.method, 1 WHERE NEW.method IS NOT NULL
  ON CONFLICT (name) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER orders_counted_by_issuer AFTER UPDATE OF issuer ON orders WHEN NEW.issuer IS NOT OLD.issuer
BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'orders.issuer.' || OLD.issuer;
  INSERT INTO counters (name, value) SELECT 'orders.issuer.' || NEW.issuer, 1 WHERE NEW.issuer IS NOT NULL
  ON CONFLICT (name) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER orders_counted_by_status_and_verify_status AFTER UPDATE OF status, verify_status ON orders WHEN NEW.status IS NOT OLD.status OR NEW.verify_status IS NOT OLD.verify_status
BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'orders.status+verify_status.' || OLD.status || '.' || OLD.verify_status;
  INSERT INTO counters (name, value) SELECT 'orders.status+verify_status.' || NEW.status || '.' || NEW.verify_status, 1 WHERE true
  ON CONFLICT (name) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER orders_counted_by_next_actor_and_verify_status AFTER UPDATE OF next_actor, verify_status ON orders WHEN NEW.next_actor IS NOT OLD.next_actor OR NEW.verify_status IS NOT OLD.verify_status
BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'orders.next_actor+verify_status.' || OLD.next_actor || '.' || OLD.verify_status;
  INSERT INTO counters (name, value) SELECT 'orders.next_actor+verify_status.' || NEW.next_actor || '.' || NEW.verify_status, 1 WHERE NEW.next_actor IS NOT NULL
  ON CONFLICT (name) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
INSERT INTO counters (name, value) SELECT 'orders.verify_status.' || verify_status, count(*) FROM orders WHERE true GROUP BY verify_status;
--> statement-breakpoint
INSERT INTO counters (name, value) SELECT 'orders.next_actor.' || next_actor, count(*) FROM orders WHERE next_actor IS NOT NULL GROUP BY next_actor;
--> statement-breakpoint
INSERT INTO counters (name, value) SELECT 'orders.step.' || step, count(*) FROM orders WHERE step IS NOT NULL GROUP BY step;
--> statement-breakpoint
INSERT INTO counters (name, value) SELECT 'orders.support_team.' || support_team, count(*) FROM orders WHERE support_team IS NOT NULL GROUP BY support_team;
--> statement-breakpoint
INSERT INTO counters (name, value) SELECT 'orders.attention.' || attention, count(*) FROM orders WHERE attention IS NOT NULL GROUP BY attention;
--> statement-breakpoint
INSERT INTO counters (name, value) SELECT 'orders.method.' || method, count(*) FROM orders WHERE method IS NOT NULL GROUP BY method;
--> statement-breakpoint
INSERT INTO counters (name, value) SELECT 'orders.issuer.' || issuer, count(*) FROM orders WHERE issuer IS NOT NULL GROUP BY issuer;
--> statement-breakpoint
INSERT INTO counters (name, value) SELECT 'orders.status+verify_status.' || status || '.' || verify_status, count(*) FROM orders WHERE true GROUP BY status, verify_status;
--> statement-breakpoint
INSERT INTO counters (name, value) SELECT 'orders.next_actor+verify_status.' || next_actor || '.' || verify_status, count(*) FROM orders WHERE next_actor IS NOT NULL GROUP BY next_actor, verify_status;
--> statement-breakpoint
-- The longest waiting first, per who moves next.
CREATE INDEX orders_next_actor_age ON orders (next_actor, status_changed_at, id) WHERE next_actor IS NOT NULL;
--> statement-breakpoint
-- Whose evidence ends when, without the evidence that holds no more.
DROP INDEX orders_evidence_until;
--> statement-breakpoint
CREATE INDEX orders_evidence_ends ON orders (evidence_valid_until) WHERE verify_status = 'valid' AND evidence_valid_until IS NOT NULL;
--> statement-breakpoint
CREATE INDEX orders_left_open ON orders (updated_at DESC, id DESC) WHERE erased_at IS NOT NULL AND gone_at IS NULL AND status IN ('created', 'initialized', 'identification_done', 'data_ready', 'unknown');
--> statement-breakpoint
CREATE INDEX order_work_snoozed ON order_work (snoozed_until) WHERE snoozed_until IS NOT NULL;
