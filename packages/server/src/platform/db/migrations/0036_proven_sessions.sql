ALTER TABLE sessions ADD COLUMN address TEXT;
--> statement-breakpoint
ALTER TABLE sessions ADD COLUMN proven_at INTEGER;
--> statement-breakpoint
ALTER TABLE users ADD COLUMN must_change_password INTEGER NOT NULL DEFAULT 0;
