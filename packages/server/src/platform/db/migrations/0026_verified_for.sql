-- For which jurisdiction and level the last verify call that found evidence asked.
ALTER TABLE orders ADD COLUMN verified_for TEXT;
