import { ALERTS } from './alerts.fixture.ts';
import { METRICS } from './catalogue.ts';

/** docs/metrics.md. */
export function metricsPage(): string {
  const rows = Object.values(METRICS).map(
    ({ name, kind, labels, help }) =>
      `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} |`,
  );
  const alerts = ALERTS.map(
    ({ alert, for: wait, severity, summary }) => `| ${alert} | ${severity} | ${wait} | ${summary} |`,
  );
  return `# Metrics

\`/metrics\` answers in Prometheus' text form: with \`METRICS_TOKEN\` as bearer, on \`METRICS_PORT\`, or without either to this machine alone. No
metric names a person or an order. This page, \`deploy/prometheus/srs-desk.rules.yml\` and \`deploy/grafana/srs-desk.json\` are made from
\`server/src/app/metrics\` (\`vitest run packages/server/src/app/metrics -u\`).

| metric | kind | labels | what it is |
|---|---|---|---|
${rows.join('\n')}

Besides: \`process_*\` and \`nodejs_*\` of prom-client (processor time, memory, start, open files, event loop, garbage collection).

## Alert rules

The scrape job is expected to be called \`srs-desk\`.

| alert | severity | after | says |
|---|---|---|---|
${alerts.join('\n')}
`;
}
