/** What a metric is for Prometheus. Names by its conventions: base units, `_total` for what only grows, `_timestamp_seconds` for moments. */
interface Metric {
  name: `srs_desk_${string}`;
  kind: 'gauge' | 'counter' | 'histogram';
  help: string;
  labels: readonly string[];
}

const gauge = <const L extends readonly string[] = readonly []>(
  name: Metric['name'],
  help: string,
  labels?: L,
) => ({ name, kind: 'gauge', help, labels: labels ?? [] }) as const;
const counter = <const L extends readonly string[]>(name: Metric['name'], help: string, labels: L) =>
  ({ name, kind: 'counter', help, labels }) as const;
const histogram = <const L extends readonly string[]>(name: Metric['name'], help: string, labels: L) =>
  ({ name, kind: 'histogram', help, labels }) as const;

/**
 * Every metric of the desk's own (those of the process and of Node come from prom-client). `/metrics`, the alert rules, the
 * dashboard and docs/metrics.md are made from this table.
 */
export const METRICS = {
  build: gauge('srs_desk_build_info', '1; which desk on which Node.', ['version', 'node']),
  healthy: gauge(
    'srs_desk_healthy',
    '1 while the desk is up to date; what else holds stands in srs_desk_health_cause.',
  ),
  healthCause: gauge('srs_desk_health_cause', '1 for each cause that keeps the desk from being up to date.', [
    'cause',
  ]),

  syncDue: gauge('srs_desk_sync_due_orders', 'Orders that are due now.'),
  syncLag: gauge('srs_desk_sync_lag_seconds', 'How long the longest waiting order has been due.'),
  syncInFlight: gauge('srs_desk_sync_in_flight', 'Orders being read now.'),
  syncLastSuccess: gauge(
    'srs_desk_sync_last_success_timestamp_seconds',
    'When an order was last read well; 0 for never.',
  ),

  rate: gauge('srs_desk_srs_rate_per_second', 'Calls per second that were really sent over the last minute.'),
  rateAllowed: gauge(
    'srs_desk_srs_rate_allowed_per_second',
    'Calls per second that the pacing allows at most.',
  ),
  breakerOpen: gauge(
    'srs_desk_srs_breaker_open',
    '1 while calls of the operation are held back after failures.',
    ['operation'],
  ),
  tokenIssued: gauge(
    'srs_desk_token_issued_timestamp_seconds',
    'When SRS gave the token that is in use; 0 for none.',
  ),
  tokenEnds: gauge('srs_desk_token_expiry_timestamp_seconds', 'When it ends; 0 for none.'),
  calls: counter(
    'srs_desk_calls_total',
    'Finished calls to SRS, the RA service and the token endpoint since the start. A negative answer (no_evidence, terms_not_accepted, already_final, unknown_at_srs) is an outcome of its own.',
    ['operation', 'outcome'],
  ),
  callSeconds: counter('srs_desk_calls_duration_seconds_total', 'How long these calls took together.', [
    'operation',
    'outcome',
  ]),
  unread: counter(
    'srs_desk_unread_fields_total',
    'Fields of answers of SRS and the RA service that could not be read since the start, by the form they came in.',
    ['operation', 'field', 'form'],
  ),
  gatewayOwn: histogram(
    'srs_desk_gateway_intent_duration_seconds',
    'What the gateway adds to a call: the wait for the durable intent.',
    [],
  ),
  gatewayUpstream: histogram(
    'srs_desk_gateway_upstream_duration_seconds',
    'From sending a call on until its last byte was passed back.',
    [],
  ),

  ledgerOk: gauge('srs_desk_ledger_ok', '1 while the ledger writes.'),
  ledgerState: gauge('srs_desk_ledger_state', '1 for the state that the ledger is in.', ['state']),
  ledgerWaiting: gauge('srs_desk_ledger_waiting', 'Changes that wait to be written.'),
  entries: gauge('srs_desk_log_entries', 'The number of the newest entry of the log.'),
  lastCheckpoint: gauge(
    'srs_desk_checkpoint_last_timestamp_seconds',
    'When the log was last signed; 0 for never.',
  ),
  lastExport: gauge(
    'srs_desk_checkpoint_export_last_timestamp_seconds',
    'When a checkpoint last left the machine; 0 for never.',
  ),
  lastVerification: gauge(
    'srs_desk_verification_last_timestamp_seconds',
    'When the log was last proven intact; 0 for never, or for a time that lies ahead.',
  ),
  verificationFailed: gauge(
    'srs_desk_verification_failed',
    '1 when the last verification found the log broken.',
  ),
  lastBackup: gauge(
    'srs_desk_backup_last_timestamp_seconds',
    'When the last backup was made that is known of; 0 where none is, or for a time that lies ahead.',
  ),
  backupFailed: gauge('srs_desk_backup_failed', '1 when the last backup could not be made.'),
  orphans: gauge(
    'srs_desk_placings_without_answer',
    'Placings whose answer was lost and that nobody has cleared up.',
  ),

  databaseBytes: gauge('srs_desk_database_size_bytes', 'Size of the database file.'),
  walBytes: gauge('srs_desk_database_wal_size_bytes', 'Size of its write-ahead log.'),
  diskFree: gauge('srs_desk_disk_free_bytes', 'Space left on the disk of the data folder.'),
  diskSize: gauge('srs_desk_disk_size_bytes', 'Size of that disk.'),

  openPages: gauge('srs_desk_open_pages', 'Pages that follow what changes.'),
  http: histogram(
    'srs_desk_http_request_duration_seconds',
    'Time to answer a request, by route and status class; streams of news are not in it.',
    ['route', 'status'],
  ),
} as const satisfies Record<string, Metric>;
