import { HEALTH_CAUSES } from '@srs-desk/shared/health/health.ts';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { deskHealth } from '../features/orders/index.ts';
import type { Desk } from '../platform/desk.ts';
import { countFinishedCalls } from '../platform/recorder/queries.ts';

/** What the desk measures of itself, for Prometheus. Never a person, never an id. */
interface Metrics {
  readonly contentType: string;
  /** An HTTP request was answered. */
  answered(route: string, status: number, seconds: number): void;
  /** The text that `/metrics` answers. */
  text(): Promise<string>;
}

/** The desk's measures in a registry of their own. */
export function createMetrics(desk: Desk): Metrics {
  const registry = new Registry();
  const http = new Histogram({
    name: 'srs_desk_http_request_duration_seconds',
    help: 'Time to answer a request, by route and status class.',
    labelNames: ['route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 15],
    registers: [registry],
  });
  gauges(registry, desk);
  healthGauges(registry, desk);
  callCounter(registry, desk);
  unreadCounter(registry, desk);
  return {
    contentType: registry.contentType,
    answered(route, status, seconds) {
      http.observe({ route, status: `${Math.floor(status / 100)}xx` }, seconds);
    },
    text: () => registry.metrics(),
  };
}

function gauges(registry: Registry, desk: Desk): void {
  const readings: Record<string, [help: string, read: () => number]> = {
    srs_desk_sync_due_orders: ['Orders that are due now.', () => desk.sync.health().due],
    srs_desk_sync_lag_seconds: [
      'How long the longest waiting order has been due.',
      () => desk.sync.health().lagMs / 1000,
    ],
    srs_desk_sync_in_flight: ['Orders being read now.', () => desk.sync.health().inFlight],
    srs_desk_sync_last_success_timestamp_seconds: [
      'When an order was last read well; 0 for never.',
      () => (desk.sync.health().lastSuccessAt ?? 0) / 1000,
    ],
    srs_desk_srs_rate_per_second: [
      'Calls per second that were really sent over the last minute.',
      () => desk.srs.health().grantedRate,
    ],
    srs_desk_srs_rate_allowed_per_second: [
      'Calls per second that the pacing allows at most.',
      () => desk.srs.health().allowedRate,
    ],
    srs_desk_healthy: [
      '1 while the desk is up to date; what else holds stands in srs_desk_health_cause.',
      () => (deskHealth(desk).state === 'good' ? 1 : 0),
    ],
    srs_desk_ledger_ok: ['1 while the ledger writes.', () => (desk.ledger.state === 'ok' ? 1 : 0)],
    process_resident_memory_bytes: ['Resident memory.', () => process.memoryUsage.rss()],
  };
  for (const [name, [help, read]] of Object.entries(readings)) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  }
}

function healthGauges(registry: Registry, desk: Desk): void {
  new Gauge({
    name: 'srs_desk_health_cause',
    help: '1 for each cause that keeps the desk from being up to date.',
    labelNames: ['cause'],
    registers: [registry],
    collect() {
      const { causes } = deskHealth(desk);
      for (const cause of HEALTH_CAUSES) this.set({ cause }, causes.includes(cause) ? 1 : 0);
    },
  });
  new Gauge({
    name: 'srs_desk_srs_breaker_open',
    help: '1 while calls of the operation are held back after failures.',
    labelNames: ['operation'],
    registers: [registry],
    collect() {
      for (const { operation, breaker } of desk.srs.health().operations)
        this.set({ operation }, breaker === 'closed' ? 0 : 1);
    },
  });
}

function unreadCounter(registry: Registry, desk: Desk): void {
  new Counter({
    name: 'srs_desk_unread_fields_total',
    help: 'Fields of answers of SRS and the RA service that could not be read since the start, by the form they came in.',
    labelNames: ['operation', 'field', 'form'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { operation, field, form, count } of desk.srs.unread())
        this.inc({ operation, field, form }, count);
    },
  });
}

// Counted from the table at each scrape, so that nothing is added to the path of a call.
function callCounter(registry: Registry, desk: Desk): void {
  let countedTo = countFinishedCalls(desk.reader, null).upTo;
  new Counter({
    name: 'srs_desk_calls_total',
    help: 'Finished calls to SRS, the RA service and the token endpoint since the start. A negative answer (no_evidence, terms_not_accepted, already_final, unknown_at_srs) is an outcome of its own.',
    labelNames: ['operation', 'outcome'],
    registers: [registry],
    collect() {
      const { upTo, counts } = countFinishedCalls(desk.reader, countedTo);
      countedTo = upTo;
      for (const { operation, result, calls } of counts) this.inc({ operation, outcome: result }, calls);
    },
  });
}
