import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Desk } from '../../platform/desk.ts';
import { countFinishedCalls } from '../../platform/recorder/queries.ts';
import { METRICS } from './catalogue.ts';
import { READINGS, SERIES } from './readings.ts';

/** What the desk measures of itself, for Prometheus. Never a person, never an id. */
export interface Metrics {
  readonly contentType: string;
  /** An HTTP request was answered. */
  answered(route: string, status: number, seconds: number): void;
  /** A page follows what changes, until the function is called that this gives. */
  pageOpened(): () => void;
  /** The gateway passed a call on; ms. */
  passed(times: { intentMs: number; upstreamMs: number }): void;
  /** The text that `/metrics` answers. */
  text(): Promise<string>;
}

const GATEWAY_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
const HTTP_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 15];

/** The desk's measures in a registry of their own. */
export function createMetrics(desk: Desk): Metrics {
  const registry = new Registry();
  const histogram = <L extends string>(
    { name, help, labels }: { name: string; help: string; labels: readonly L[] },
    buckets: number[],
  ) => new Histogram({ name, help, labelNames: labels, buckets, registers: [registry] });
  const http = histogram(METRICS.http, HTTP_BUCKETS);
  const own = histogram(METRICS.gatewayOwn, GATEWAY_BUCKETS);
  const upstream = histogram(METRICS.gatewayUpstream, GATEWAY_BUCKETS);
  const { name, help } = METRICS.openPages;
  const pages = new Gauge({ name, help, registers: [registry] });
  readGauges(registry, desk);
  countCalls(registry, desk);
  countUnread(registry, desk);
  let ofProcess = false;
  return {
    contentType: registry.contentType,
    answered: (route, status, seconds) =>
      http.observe({ route, status: `${Math.floor(status / 100)}xx` }, seconds),
    pageOpened() {
      pages.inc();
      return () => pages.dec();
    },
    passed({ intentMs, upstreamMs }) {
      own.observe(intentMs / 1000);
      upstream.observe(upstreamMs / 1000);
    },
    text() {
      // Only where somebody reads them: Node watches its event loop and its garbage for it.
      if (!ofProcess) collectDefaultMetrics({ register: registry });
      ofProcess = true;
      return registry.metrics();
    },
  };
}

function readGauges(registry: Registry, desk: Desk): void {
  for (const [key, read] of Object.entries(READINGS)) {
    const { name, help } = METRICS[key as keyof typeof READINGS];
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read(desk));
      },
    });
  }
  for (const { metric, read } of SERIES) {
    new Gauge<string>({
      name: metric.name,
      help: metric.help,
      labelNames: metric.labels,
      registers: [registry],
      collect() {
        for (const [labels, value] of read(desk)) this.set(labels, value);
      },
    });
  }
}

function countUnread(registry: Registry, desk: Desk): void {
  const { name, help, labels } = METRICS.unread;
  new Counter({
    name,
    help,
    labelNames: labels,
    registers: [registry],
    collect() {
      this.reset();
      for (const { operation, field, form, count } of desk.srs.unread())
        this.inc({ operation, field, form }, count);
    },
  });
}

// Counted from the table at each scrape, so that nothing is added to the path of a call.
function countCalls(registry: Registry, desk: Desk): void {
  let countedTo = countFinishedCalls(desk.reader, null).upTo;
  const { callSeconds, calls } = METRICS;
  const seconds = new Counter({
    name: callSeconds.name,
    help: callSeconds.help,
    labelNames: callSeconds.labels,
    registers: [registry],
  });
  new Counter({
    name: calls.name,
    help: calls.help,
    labelNames: calls.labels,
    registers: [registry],
    collect() {
      const { upTo, counts } = countFinishedCalls(desk.reader, countedTo);
      countedTo = upTo;
      for (const one of counts) {
        const of = { operation: one.operation, outcome: one.result };
        this.inc(of, one.calls);
        seconds.inc(of, one.durationMs / 1000);
      }
    },
  });
}
