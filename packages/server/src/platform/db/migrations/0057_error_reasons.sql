-- A named cause is read before the word import: triage looks at each failed order again.
UPDATE orders SET triage_due_at = 0 WHERE status = 'error' AND superseded_by IS NULL;
