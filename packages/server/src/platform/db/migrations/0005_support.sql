CREATE TABLE handovers (
  id INTEGER PRIMARY KEY,
  ref_id TEXT,
  call_id INTEGER,
  subject_id TEXT NOT NULL,
  step INTEGER NOT NULL,
  team TEXT NOT NULL,
  issue TEXT,
  language TEXT NOT NULL CHECK (language IN ('en', 'de')),
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
  ticket_number TEXT,
  has_personal_data INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  CHECK (ref_id IS NOT NULL OR call_id IS NOT NULL)
) STRICT;
--> statement-breakpoint
CREATE INDEX handovers_order ON handovers (ref_id, id) WHERE ref_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX handovers_unsettled ON handovers (created_at) WHERE state <> 'closed';
--> statement-breakpoint
CREATE TABLE order_work (
  ref_id TEXT PRIMARY KEY REFERENCES orders (ref_id),
  assignee TEXT,
  follow_up_at INTEGER,
  snoozed_until INTEGER,
  answers TEXT NOT NULL DEFAULT '{}',
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX order_work_follow_up ON order_work (follow_up_at) WHERE follow_up_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX order_work_assignee ON order_work (assignee) WHERE assignee IS NOT NULL;
--> statement-breakpoint
CREATE TABLE saved_views (
  id INTEGER PRIMARY KEY,
  resource TEXT NOT NULL,
  name TEXT NOT NULL,
  owner TEXT NOT NULL,
  shared INTEGER NOT NULL,
  view TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (resource, owner, name)
) STRICT;
--> statement-breakpoint
CREATE TABLE playbook_notes (
  topic TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE team_contacts (
  team TEXT PRIMARY KEY,
  contact TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
