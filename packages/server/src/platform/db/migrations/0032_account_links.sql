DROP TABLE setup_links;
--> statement-breakpoint
CREATE TABLE account_links (
  token_hash BLOB PRIMARY KEY NOT NULL,
  user_id INTEGER REFERENCES users (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
