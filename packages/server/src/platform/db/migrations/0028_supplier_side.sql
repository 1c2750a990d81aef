-- What a line charges by the piece, what a total states, and what is asked back; rules and fees of the supplier.
ALTER TABLE billing_invoice_lines ADD COLUMN quantity INTEGER;
--> statement-breakpoint
ALTER TABLE billing_invoice_lines ADD COLUMN unit_minor INTEGER;
--> statement-breakpoint
ALTER TABLE billing_invoice_lines ADD COLUMN our_quantity INTEGER;
--> statement-breakpoint
ALTER TABLE billing_invoice_lines ADD COLUMN stated_minor INTEGER;
--> statement-breakpoint
ALTER TABLE billing_prices ADD COLUMN base_minor INTEGER NOT NULL DEFAULT 0;
--> statement-breakpoint
ALTER TABLE billing_rules ADD COLUMN list TEXT NOT NULL DEFAULT 'customer' CHECK (list IN ('customer', 'supplier'));
--> statement-breakpoint
-- Lines of before said nothing of what is not charged, and of a duplicate what its order costs.
UPDATE billing_invoice_lines SET invoiced_minor = 0 WHERE invoiced_minor IS NULL;
--> statement-breakpoint
UPDATE billing_invoice_lines SET class = 'not_checked' WHERE class = 'matched' AND expected_minor IS NULL;
--> statement-breakpoint
UPDATE billing_invoice_lines SET expected_minor = 0
  WHERE expected_minor IS NULL OR class IN ('duplicate', 'wrong_period', 'unknown_external_id', 'invoice_only');
