import { METRICS } from './catalogue.ts';

const m = METRICS;

interface Alert {
  alert: string;
  expr: string;
  for: string;
  severity: 'warning' | 'critical';
  summary: string;
}

/** What somebody must be woken or told for; every metric by its entry in the table. */
export const ALERTS: readonly Alert[] = [
  {
    alert: 'SrsDeskDown',
    expr: `up{job="srs-desk"} == 0`,
    for: '2m',
    severity: 'critical',
    summary: 'The desk does not answer.',
  },
  {
    alert: 'SrsDeskLedgerNotWriting',
    expr: `${m.ledgerOk.name} == 0`,
    for: '1m',
    severity: 'critical',
    summary: 'The log cannot be written: nothing can be changed, the gateway refuses. See /readyz for why.',
  },
  {
    alert: 'SrsDeskSyncBehind',
    expr: `${m.syncLag.name} > 900`,
    for: '5m',
    severity: 'warning',
    summary: 'An order has been due for more than 15 minutes.',
  },
  {
    alert: 'SrsDeskBreakerOpen',
    expr: `max by (operation) (${m.breakerOpen.name}) == 1`,
    for: '5m',
    severity: 'warning',
    summary: 'Calls ({{ $labels.operation }}) are held back after failures. Run the doctor.',
  },
  {
    alert: 'SrsDeskTokenRefused',
    expr: `increase(${m.calls.name}{operation="token",outcome!="ok"}[10m]) > 0 and ${m.tokenEnds.name} < time()`,
    for: '5m',
    severity: 'critical',
    summary: 'SRS gives no token.',
  },
  {
    alert: 'SrsDeskCallsFail',
    expr: `sum(rate(${m.calls.name}{outcome=~"http_error|network_error|timeout|invalid_response"}[10m])) / sum(rate(${m.calls.name}[10m])) > 0.1`,
    for: '10m',
    severity: 'warning',
    summary: 'More than a tenth of the calls go wrong.',
  },
  {
    alert: 'SrsDeskDiskLow',
    expr: `${m.diskFree.name} / ${m.diskSize.name} < 0.1 or ${m.diskFree.name} < 2 * ${m.databaseBytes.name}`,
    for: '5m',
    severity: 'warning',
    summary: 'Less than a tenth of the disk is left, or less than a backup needs.',
  },
  {
    alert: 'SrsDeskWalLarge',
    expr: `${m.walBytes.name} > 268435456`,
    for: '15m',
    severity: 'warning',
    summary: 'The write-ahead log is not moved into the database: does another program hold it open?',
  },
  {
    alert: 'SrsDeskBackupOverdue',
    expr: `${m.backupFailed.name} == 1 or time() - ${m.lastBackup.name} > 129600`,
    for: '10m',
    severity: 'critical',
    summary: 'The last backup failed, or is older than 36 hours.',
  },
  {
    alert: 'SrsDeskVerificationOverdue',
    expr: `${m.verificationFailed.name} == 1 or time() - ${m.lastVerification.name} > 691200`,
    for: '10m',
    severity: 'critical',
    summary: 'The log was found broken, or was not verified for eight days.',
  },
  {
    alert: 'SrsDeskCheckpointNotExported',
    expr: `${m.lastExport.name} > 0 and ${m.lastCheckpoint.name} - ${m.lastExport.name} > 3600`,
    for: '10m',
    severity: 'warning',
    summary: 'Checkpoints do not leave the machine.',
  },
  {
    alert: 'SrsDeskPlacingsWithoutAnswer',
    expr: `${m.orphans.name} > 0`,
    for: '1h',
    severity: 'warning',
    summary: 'Placings without an answer wait to be cleared up (Desk page).',
  },
  {
    alert: 'SrsDeskFieldsUnread',
    expr: `increase(${m.unread.name}[1h]) > 0`,
    for: '0m',
    severity: 'warning',
    summary:
      'SRS answers in a form that is not known: {{ $labels.operation }} {{ $labels.field }}. Run "desk doctor --wire".',
  },
];

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A rules file of Prometheus. */
export function alertRules(): string {
  const rules = ALERTS.map(
    ({ alert, expr, for: wait, severity, summary }) => `      - alert: ${alert}
        expr: ${quoted(expr)}
        for: ${wait}
        labels:
          severity: ${severity}
        annotations:
          summary: ${quoted(summary)}`,
  );
  return `# Made from packages/server/src/app/metrics (vitest -u): change it there.
groups:
  - name: srs-desk
    rules:
${rules.join('\n')}
`;
}
