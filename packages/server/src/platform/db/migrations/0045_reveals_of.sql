CREATE INDEX reveals_of ON reveals (username, granted_at);
