CREATE INDEX orders_lying_about ON orders (status_changed_at, id) WHERE status IN ('created', 'initialized', 'identification_done', 'data_ready', 'unknown');
