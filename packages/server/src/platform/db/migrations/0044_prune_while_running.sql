DROP TRIGGER entries_no_delete;
--> statement-breakpoint
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries
WHEN OLD.seq >= coalesce((SELECT first_seq FROM audit_stub), 1)
BEGIN SELECT RAISE(ABORT, 'the audit log is never cut but at its beginning, behind a signed stub'); END;
