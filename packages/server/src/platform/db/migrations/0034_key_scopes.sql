ALTER TABLE api_keys ADD COLUMN scopes TEXT;
--> statement-breakpoint
CREATE TABLE api_key_uses (
  key_id INTEGER PRIMARY KEY,
  used_at INTEGER NOT NULL
) STRICT;
