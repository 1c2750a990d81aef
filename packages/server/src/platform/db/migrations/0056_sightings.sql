-- What cannot be read is waited for from when it was first seen: triage looks at each again.
UPDATE orders SET triage_due_at = 0 WHERE status = 'unknown' OR regressed_at >= status_changed_at;
