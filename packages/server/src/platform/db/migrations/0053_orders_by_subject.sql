-- Whether a key is an order's is asked of every key by the erasure by age.
CREATE INDEX orders_subject ON orders (subject_id);
