CREATE TABLE second_factors (
  user_id INTEGER NOT NULL PRIMARY KEY REFERENCES users (id),
  sealed TEXT NOT NULL,
  enrolled_at INTEGER NOT NULL,
  last_step INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE recovery_codes (
  id INTEGER NOT NULL PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id),
  code_hash TEXT NOT NULL,
  used_at INTEGER
) STRICT;
--> statement-breakpoint
CREATE INDEX recovery_codes_user ON recovery_codes (user_id);
