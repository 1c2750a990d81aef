DROP TABLE person_terms;
--> statement-breakpoint
CREATE TABLE person_terms (
  term TEXT NOT NULL,
  order_id INTEGER NOT NULL,
  PRIMARY KEY (term, order_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE near_terms (
  spelling TEXT NOT NULL,
  term TEXT NOT NULL,
  PRIMARY KEY (spelling, term)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO person_terms (term, order_id)
SELECT t.term, o.id FROM orders o, person_terms_of(o.first_name, o.last_name, o.email) t ORDER BY 1, 2;
--> statement-breakpoint
INSERT INTO near_terms (spelling, term)
SELECT n.spelling, t.term FROM (SELECT DISTINCT term FROM person_terms) t, near_terms_of(t.term) n ORDER BY 1, 2;
--> statement-breakpoint
CREATE INDEX person_terms_order ON person_terms (order_id, term);
--> statement-breakpoint
CREATE INDEX near_terms_term ON near_terms (term);
--> statement-breakpoint
CREATE TABLE external_ids (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE
) STRICT;
--> statement-breakpoint
CREATE VIRTUAL TABLE external_id_parts USING fts5 (
  external_id, content = 'external_ids', content_rowid = 'id', tokenize = 'trigram remove_diacritics 1'
);
--> statement-breakpoint
CREATE TRIGGER external_ids_parted AFTER INSERT ON external_ids
BEGIN
  INSERT INTO external_id_parts (rowid, external_id) VALUES (NEW.id, NEW.external_id);
END;
--> statement-breakpoint
INSERT INTO external_ids (external_id) SELECT DISTINCT external_id FROM orders WHERE external_id IS NOT NULL;
--> statement-breakpoint
CREATE TRIGGER orders_external_id_in AFTER INSERT ON orders WHEN NEW.external_id IS NOT NULL
BEGIN
  INSERT OR IGNORE INTO external_ids (external_id) VALUES (NEW.external_id);
END;
--> statement-breakpoint
CREATE TRIGGER orders_external_id_over AFTER UPDATE OF external_id ON orders WHEN NEW.external_id IS NOT NULL
BEGIN
  INSERT OR IGNORE INTO external_ids (external_id) VALUES (NEW.external_id);
END;
--> statement-breakpoint
CREATE INDEX orders_target_url_tail ON orders (substr(target_url, -12)) WHERE target_url IS NOT NULL;
