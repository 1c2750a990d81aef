-- Registered by its Ref ID and not told of by SRS yet: what is stored as its beginning is only when it was registered.
UPDATE orders SET created_at_known = 0 WHERE wire_status IS NULL AND order_id IS NULL AND issuer IS NULL;
