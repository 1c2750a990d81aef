CREATE TABLE key_wrapping (
  id integer PRIMARY KEY,
  key_id blob NOT NULL,
  began_at integer NOT NULL,
  done_up_to text NOT NULL,
  rewrapped integer NOT NULL,
  finished_at integer,
  CONSTRAINT key_wrapping_id CHECK (id = 1)
) STRICT;
