-- All terms anew: those of pairs of words, and those of orders that lack one of the three, which 0021 left out.
INSERT OR IGNORE INTO person_terms (term, order_id)
SELECT t.term, o.id
FROM orders o, person_terms_of(coalesce(o.first_name, ''), coalesce(o.last_name, ''), coalesce(o.email, '')) t
ORDER BY 1, 2;
--> statement-breakpoint
INSERT OR IGNORE INTO near_terms (spelling, term)
SELECT n.spelling, t.term FROM (SELECT DISTINCT term FROM person_terms) t, near_terms_of(t.term) n ORDER BY 1, 2;
