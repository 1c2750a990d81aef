-- Orders by the four days in which they were created: what a page anywhere in that order is found by.
DROP TRIGGER orders_counted_in;
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
  UNION ALL SELECT 'orders.created.' || printf('%06d', NEW.created_at / 345600000)
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
    'orders.next_actor+verify_status.' || OLD.next_actor || '.' || OLD.verify_status,
    'orders.created.' || printf('%06d', OLD.created_at / 345600000));
END;
--> statement-breakpoint
CREATE TRIGGER orders_counted_by_created AFTER UPDATE OF created_at ON orders WHEN NEW.created_at IS NOT OLD.created_at
BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'orders.created.' || printf('%06d', OLD.created_at / 345600000);
  INSERT INTO counters (name, value) SELECT 'orders.created.' || printf('%06d', NEW.created_at / 345600000), 1 WHERE true
  ON CONFLICT (name) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
INSERT INTO counters (name, value) SELECT 'orders.created.' || printf('%06d', created_at / 345600000), count(*) FROM orders WHERE true GROUP BY 1;
