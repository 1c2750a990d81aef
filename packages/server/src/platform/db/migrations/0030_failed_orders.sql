-- A failed order whose person has a later one asks for nothing any more: triage looks at each again.
UPDATE orders SET triage_due_at = 0 WHERE status = 'error' AND superseded_by IS NULL;
