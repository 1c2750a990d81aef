CREATE INDEX subject_keys_erased ON subject_keys (erased_at) WHERE erased_at IS NOT NULL;
