CREATE INDEX calls_failures ON calls (outcome, id) WHERE answer IS NULL AND outcome NOT IN ('ok', 'in_flight');
--> statement-breakpoint
CREATE INDEX calls_answer ON calls (answer, id) WHERE answer NOT IN ('no_evidence');
--> statement-breakpoint
CREATE INDEX calls_operation ON calls (operation, id) WHERE operation NOT IN ('get_status', 'verify');
--> statement-breakpoint
CREATE INDEX calls_origin ON calls (origin, id) WHERE origin NOT IN ('sync');
