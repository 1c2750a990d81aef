import { METRICS } from './catalogue.ts';

const m = METRICS;

interface Panel {
  title: string;
  unit: string;
  queries: readonly (readonly [expr: string, legend: string])[];
}

const quantile = (share: number, name: string): string =>
  `histogram_quantile(${share}, sum by (le) (rate(${name}_bucket[5m])))`;

const PANELS: readonly Panel[] = [
  {
    title: 'Health causes',
    unit: 'short',
    queries: [
      [m.healthy.name, 'up to date'],
      [m.healthCause.name, '{{cause}}'],
    ],
  },
  {
    title: 'Orders due',
    unit: 'short',
    queries: [
      [m.syncDue.name, 'due'],
      [m.syncInFlight.name, 'being read'],
    ],
  },
  { title: 'Longest wait', unit: 's', queries: [[m.syncLag.name, 'lag']] },
  {
    title: 'Calls per second',
    unit: 'reqps',
    queries: [
      [m.rate.name, 'sent'],
      [m.rateAllowed.name, 'allowed'],
    ],
  },
  {
    title: 'Calls by outcome',
    unit: 'reqps',
    queries: [[`sum by (operation, outcome) (rate(${m.calls.name}[5m]))`, '{{operation}} {{outcome}}']],
  },
  {
    title: 'Duration of a call',
    unit: 's',
    queries: [
      [
        `sum by (operation) (rate(${m.callSeconds.name}[5m])) / sum by (operation) (rate(${m.calls.name}[5m]))`,
        '{{operation}}',
      ],
    ],
  },
  { title: 'Breakers', unit: 'short', queries: [[m.breakerOpen.name, '{{operation}}']] },
  { title: 'Token ends in', unit: 's', queries: [[`${m.tokenEnds.name} - time()`, 'token']] },
  {
    title: 'Gateway',
    unit: 's',
    queries: [
      [quantile(0.95, m.gatewayOwn.name), 'own share, 95 %'],
      [quantile(0.95, m.gatewayUpstream.name), 'upstream, 95 %'],
    ],
  },
  {
    title: 'Requests',
    unit: 's',
    queries: [
      [quantile(0.5, m.http.name), 'half'],
      [quantile(0.95, m.http.name), '95 %'],
    ],
  },
  { title: 'Open pages', unit: 'short', queries: [[m.openPages.name, 'pages']] },
  { title: 'Writer queue', unit: 'short', queries: [[m.ledgerWaiting.name, 'waiting']] },
  {
    title: 'Disk',
    unit: 'bytes',
    queries: [
      [m.diskFree.name, 'free'],
      [m.databaseBytes.name, 'database'],
      [m.walBytes.name, 'write-ahead log'],
    ],
  },
  {
    title: 'Age of the last',
    unit: 's',
    queries: [
      [`time() - ${m.lastCheckpoint.name}`, 'checkpoint'],
      [`time() - ${m.lastExport.name}`, 'export'],
      [`time() - ${m.lastVerification.name}`, 'verification'],
      [`time() - ${m.lastBackup.name}`, 'backup'],
    ],
  },
  { title: 'Memory', unit: 'bytes', queries: [['process_resident_memory_bytes', 'resident']] },
  { title: 'Event loop', unit: 's', queries: [['nodejs_eventloop_lag_p99_seconds', '99 %']] },
];

const WIDTH = 12;
const HEIGHT = 8;

/** A dashboard for Grafana's import. */
export function dashboard(): string {
  const panels = PANELS.map(({ title, unit, queries }, at) => ({
    id: at + 1,
    type: 'timeseries',
    title,
    datasource: { type: 'prometheus', uid: '$datasource' },
    gridPos: { x: (at % 2) * WIDTH, y: Math.floor(at / 2) * HEIGHT, w: WIDTH, h: HEIGHT },
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    targets: queries.map(([expr, legendFormat], index) => ({
      refId: String.fromCharCode(65 + index),
      expr,
      legendFormat,
    })),
  }));
  const datasource = { name: 'datasource', type: 'datasource', query: 'prometheus', label: 'Data source' };
  const board = {
    title: 'SRS Desk',
    uid: 'srs-desk',
    tags: ['srs-desk'],
    schemaVersion: 39,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    templating: { list: [datasource] },
    panels,
  };
  return `${JSON.stringify(board, null, 2)}\n`;
}
