-- What is under legal hold is asked by every pruning, and by the page of the log.
CREATE INDEX orders_held ON orders (subject_id, ref_id) WHERE legal_hold = 1;
