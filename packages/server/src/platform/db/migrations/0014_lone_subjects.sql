-- Entries with a Ref ID are found by it: an entry more per write in an index of its own was a random page more.
DROP INDEX entries_subject;
--> statement-breakpoint
CREATE INDEX entries_subject ON entries (subject_id, seq) WHERE subject_id IS NOT NULL AND ref_id IS NULL;
