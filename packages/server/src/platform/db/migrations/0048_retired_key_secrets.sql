CREATE TABLE retired_key_secrets (
  token_hash blob PRIMARY KEY NOT NULL,
  key_id integer NOT NULL REFERENCES api_keys (id),
  until integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX retired_key_secrets_key ON retired_key_secrets (key_id, until);
