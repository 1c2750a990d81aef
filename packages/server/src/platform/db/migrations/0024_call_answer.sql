-- What SRS answered by an HTTP error that is no failure; calls before this have none.
ALTER TABLE calls ADD COLUMN answer TEXT;
