-- What of SRS's last answer could not be read, and whether SRS told when the order began.
ALTER TABLE orders ADD COLUMN unread_fields TEXT NOT NULL DEFAULT '[]';
--> statement-breakpoint
ALTER TABLE orders ADD COLUMN created_at_known INTEGER NOT NULL DEFAULT 1;
--> statement-breakpoint
CREATE INDEX orders_created_unknown ON orders (created_at) WHERE created_at_known = 0;
