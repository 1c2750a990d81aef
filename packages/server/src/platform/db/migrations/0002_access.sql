CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  username TEXT NOT NULL UNIQUE COLLATE NOCASE,
  display_name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('support', 'finance', 'admin')),
  password_hash TEXT NOT NULL,
  disabled_at INTEGER,
  created_at INTEGER NOT NULL,
  password_changed_at INTEGER NOT NULL
) STRICT;
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
CREATE INDEX sessions_user ON sessions (user_id, created_at);
--> statement-breakpoint
CREATE TABLE session_seen (
  session_id INTEGER PRIMARY KEY,
  seen_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE setup_links (
  token_hash BLOB PRIMARY KEY,
  created_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE api_keys (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('support', 'finance', 'admin')),
  token_hash BLOB NOT NULL UNIQUE,
  prefix TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT;
--> statement-breakpoint
CREATE TABLE reveals (
  id INTEGER PRIMARY KEY,
  ref_id TEXT NOT NULL,
  username TEXT NOT NULL,
  fields TEXT NOT NULL,
  granted_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX reveals_order ON reveals (ref_id, username, expires_at);
--> statement-breakpoint
CREATE TABLE idempotency (
  username TEXT NOT NULL,
  route TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  answer_status INTEGER,
  answer_body TEXT,
  PRIMARY KEY (username, route, key)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
