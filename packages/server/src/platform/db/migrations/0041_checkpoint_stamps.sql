CREATE TABLE checkpoint_stamps (
  size INTEGER PRIMARY KEY REFERENCES checkpoints (size),
  answer BLOB NOT NULL
) STRICT;
