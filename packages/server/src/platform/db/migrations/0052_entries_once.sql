-- Each fact of an entry once: its text is spelled from its columns. `entry_parts_of` (db/entry-parts.ts) gives what stood in the
-- text alone, and keeps a text that the columns do not spell.
CREATE TABLE entries_once (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  uuid BLOB NOT NULL,
  kind TEXT NOT NULL,
  action TEXT NOT NULL,
  actor TEXT NOT NULL,
  origin TEXT,
  ref_id TEXT,
  order_id TEXT,
  external_id TEXT,
  call_id INTEGER,
  subject_id TEXT,
  operation TEXT,
  outcome TEXT,
  target TEXT,
  detail TEXT NOT NULL,
  sealed BLOB,
  text TEXT,
  hash BLOB NOT NULL
) STRICT;
--> statement-breakpoint
INSERT INTO entries_once
SELECT e.seq, e.at, p.uuid, e.kind, e.action, e.actor, p.origin, e.ref_id, e.order_id, e.external_id, e.call_id, e.subject_id,
  e.operation, e.outcome, e.target, p.detail, p.sealed, p.text, e.hash
FROM entries e CROSS JOIN entry_parts_of(json_array(e.seq, e.at, e.uuid, e.kind, e.action, e.actor, e.ref_id, e.order_id,
  e.external_id, e.call_id, e.subject_id, e.operation, e.outcome, e.target), e.bytes, e.prev_hash,
  coalesce((SELECT b.hash FROM entries b WHERE b.seq = e.seq - 1),
    (SELECT last_hash FROM audit_stub WHERE first_seq = e.seq), zeroblob(32))) p
ORDER BY e.seq;
--> statement-breakpoint
-- The file is rewritten without what this leaves free.
INSERT INTO counters (name, value) SELECT 'audit.compaction_due', 1 WHERE EXISTS (SELECT 1 FROM entries)
ON CONFLICT (name) DO UPDATE SET value = 1;
--> statement-breakpoint
DROP TABLE entries;
--> statement-breakpoint
ALTER TABLE entries_once RENAME TO entries;
--> statement-breakpoint
CREATE INDEX entries_acts ON entries (action, seq) WHERE kind <> 'call';
--> statement-breakpoint
CREATE INDEX entries_acts_by_actor ON entries (actor, seq) WHERE kind <> 'call';
--> statement-breakpoint
CREATE INDEX entries_subject ON entries (subject_id, seq) WHERE subject_id IS NOT NULL AND ref_id IS NULL;
--> statement-breakpoint
CREATE INDEX entries_acts_by_ref_id ON entries (ref_id, seq) WHERE ref_id IS NOT NULL AND kind <> 'call';
--> statement-breakpoint
CREATE TRIGGER entries_chain BEFORE INSERT ON entries
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entries)
  OR length(NEW.uuid) <> 16 OR length(NEW.hash) <> 32 OR NEW.text IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the audit log only grows at its end, each entry spelled by its columns'); END;
--> statement-breakpoint
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'the audit log is never rewritten'); END;
--> statement-breakpoint
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries
WHEN OLD.seq >= coalesce((SELECT first_seq FROM audit_stub), 1)
BEGIN SELECT RAISE(ABORT, 'the audit log is never cut but at its beginning, behind a signed stub'); END;
