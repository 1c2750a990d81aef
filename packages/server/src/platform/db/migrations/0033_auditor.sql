-- A fourth role. SQLite cannot change a CHECK: the tables are made anew, and with users the tables that refer to them.
ALTER TABLE users RENAME TO users_before;
--> statement-breakpoint
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  username TEXT NOT NULL UNIQUE COLLATE NOCASE,
  display_name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('auditor', 'finance', 'support', 'admin')),
  password_hash TEXT NOT NULL,
  disabled_at INTEGER,
  created_at INTEGER NOT NULL,
  password_changed_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
INSERT INTO users SELECT * FROM users_before;
--> statement-breakpoint
ALTER TABLE sessions RENAME TO sessions_before;
--> statement-breakpoint
CREATE TABLE sessions (
  id INTEGER PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE,
  user_id INTEGER NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  user_agent TEXT
) STRICT;
--> statement-breakpoint
INSERT INTO sessions SELECT * FROM sessions_before;
--> statement-breakpoint
DROP TABLE sessions_before;
--> statement-breakpoint
ALTER TABLE account_links RENAME TO account_links_before;
--> statement-breakpoint
CREATE TABLE account_links (
  token_hash BLOB PRIMARY KEY NOT NULL,
  user_id INTEGER REFERENCES users (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
--> statement-breakpoint
INSERT INTO account_links SELECT * FROM account_links_before;
--> statement-breakpoint
DROP TABLE account_links_before;
--> statement-breakpoint
DROP TABLE users_before;
--> statement-breakpoint
CREATE INDEX sessions_user ON sessions (user_id, created_at);
--> statement-breakpoint
ALTER TABLE api_keys RENAME TO api_keys_before;
--> statement-breakpoint
CREATE TABLE api_keys (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('auditor', 'finance', 'support', 'admin')),
  token_hash BLOB NOT NULL UNIQUE,
  prefix TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT;
--> statement-breakpoint
INSERT INTO api_keys SELECT * FROM api_keys_before;
--> statement-breakpoint
DROP TABLE api_keys_before;
