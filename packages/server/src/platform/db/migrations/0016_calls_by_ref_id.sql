-- The entries of a call are found by the call, which has a Ref ID of its own: two random pages less per call.
DROP INDEX entries_ref_id;
--> statement-breakpoint
CREATE INDEX entries_acts_by_ref_id ON entries (ref_id, seq) WHERE ref_id IS NOT NULL AND kind <> 'call';
