ALTER TABLE users ADD COLUMN issuer TEXT;
--> statement-breakpoint
ALTER TABLE users ADD COLUMN subject TEXT;
--> statement-breakpoint
CREATE UNIQUE INDEX users_identity ON users (issuer, subject) WHERE issuer IS NOT NULL;
--> statement-breakpoint
ALTER TABLE sessions ADD COLUMN provider_session TEXT;
