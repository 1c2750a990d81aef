import { METHOD_SHEETS } from '@srs-desk/shared/method/catalogue.ts';
import { type OrderStatus, wireNamesOf } from '@srs-desk/shared/order/status.ts';
import type { OrderFacts } from '../../src/platform/srs/mapper.ts';
import { drawHistory } from '../polling-economy.ts';
import type { SeedPeople, SeedPerson } from './seed-people.ts';
import type { SeededRandom } from './seeded-random.ts';

const DAY = 86_400_000;

/** What happens to an order in its life, in the order of time. Times in ms since epoch. */
export type SeedEvent =
  | { kind: 'register' | 'expire'; at: number }
  /** One call each. */
  | { kind: 'place' | 'status' | 'failed_status' | 'verify'; at: number };

/** The life of one order as it truly went, and how the desk came to see it. */
export interface SeedScenario {
  refId: string;
  subjectId: string;
  orderId: string | null;
  externalId: string | null;
  issuer: string;
  method: string;
  jurisdiction: string;
  loa: string;
  knownBy: 'desk' | 'gateway' | 'import';
  person: SeedPerson;
  evidenceId: string;
  targetUrl: string;
  reason: string | null;
  createdAt: number;
  steps: OrderFacts['statuses'];
  /** When a verify call would first succeed; null: never. */
  validAt: number | null;
  events: SeedEvent[];
}

/** A status that SRS never told us about. */
const UNHEARD_OF = 'ON_HOLD';

const REASONS = [
  'Document expired',
  'Identity document not supported',
  'Submitted data do not match the identity document',
  'Ausweis abgelaufen',
  'SMS challenge failed three times',
] as const;

/** Draws the order that was placed at `createdAt`, seen by exactly `calls` calls up to `until` (all ms since epoch). */
export function drawScenario(
  random: SeededRandom,
  people: SeedPeople,
  person: SeedPerson,
  times: { createdAt: number; until: number },
  calls: number,
): SeedScenario {
  const { createdAt, until } = times;
  const history = drawHistory(random.unit);
  const sheet = METHOD_SHEETS[history.method];
  const filter = sheet.filters[0];
  const steps = history.steps.map(({ status, at }) => step(status, createdAt + Math.round(at)));
  const begun = steps.length > 2;
  // Most of those who never began are cancelled by the Service Provider after some days.
  if (!begun && random.chance(0.85))
    steps.push(step('cancelled', createdAt + random.integer(3 * DAY, 25 * DAY)));
  const failed = steps.at(-1)?.status === 'error';
  if (failed && random.chance(0.3))
    Object.assign(steps.at(-1) ?? {}, { wireStatus: 'NEGATIVE_IDENTIFICATION' });
  const refId = random.uuid();
  const scenario: SeedScenario = {
    refId,
    subjectId: random.uuid(),
    orderId: history.method === 'bank_klarna' ? null : `T${random.hex(10).toUpperCase()}`,
    externalId: people.customer(),
    issuer: sheet.issuer,
    method: sheet.method,
    jurisdiction: filter?.jurisdictions[0] ?? 'EIDAS',
    loa: filter?.loas.at(-1) ?? '4',
    knownBy: 'import',
    person,
    evidenceId: `RAS${random.hex(24)}`,
    targetUrl: `https://ident.example/start/${refId}`,
    reason: failed && random.chance(0.7) ? random.pick(REASONS) : null,
    createdAt,
    steps: steps.filter(({ at }) => (at ?? 0) <= until),
    validAt: history.validAt === null ? null : createdAt + Math.round(history.validAt),
    events: [],
  };
  planEvents(random, scenario, until, calls);
  return scenario;
}

function step(status: OrderStatus, at: number): OrderFacts['statuses'][number] {
  return { status, wireStatus: wireNamesOf(status)[0] ?? UNHEARD_OF, at };
}

/** Spreads the calls over the order's life: first what shows how it ended, then the looks on the way. */
function planEvents(random: SeededRandom, scenario: SeedScenario, until: number, calls: number): void {
  const { createdAt, steps } = scenario;
  const ended = steps.at(-1)?.at ?? createdAt;
  const soonAfter = (at: number): number => Math.min(at + random.integer(500, 40_000), until);
  let left = calls;
  if (left >= 2) {
    scenario.knownBy = random.chance(0.75) ? 'gateway' : 'desk';
    scenario.events.push({ kind: 'place', at: createdAt });
    left -= 1;
  } else scenario.events.push({ kind: 'register', at: createdAt });
  if (left === 0) return;
  const lastLook = soonAfter(ended);
  scenario.events.push({ kind: 'status', at: lastLook });
  left -= 1;
  if (left > 0 && steps.at(-1)?.status === 'terminated')
    left -= planVerifies(random, scenario, lastLook, until, left);
  for (let i = 0; i < left; i++) {
    const target = steps[i + 1]?.at;
    const onTheWay = createdAt + Math.round((ended - createdAt) * random.unit() ** 2);
    const at = i + 2 < steps.length && target ? soonAfter(target) : onTheWay;
    const kind = random.chance(0.02) ? 'failed_status' : 'status';
    scenario.events.push({ kind, at: Math.min(at, lastLook) });
  }
  scenario.events.sort((a, b) => a.at - b.at);
}

/** Verify calls after the last look; gives how many were planned. */
function planVerifies(
  random: SeededRandom,
  scenario: SeedScenario,
  lastLook: number,
  until: number,
  left: number,
): number {
  const from = Math.min(lastLook + 60_000, until);
  const settledAt =
    scenario.validAt !== null && scenario.validAt <= until ? Math.max(scenario.validAt, from) : null;
  let planned = 0;
  if (settledAt !== null) {
    const at = Math.min(settledAt + random.integer(500, 60_000), until);
    scenario.events.push({ kind: 'verify', at });
    planned += 1;
  }
  const waits = settledAt === null || settledAt > from + 30_000;
  while (waits && planned < Math.min(left, 3)) {
    const span = (settledAt ?? Math.min(from + DAY, until)) - from;
    scenario.events.push({ kind: 'verify', at: from + Math.round(span * random.unit() * 0.99) });
    planned += 1;
  }
  return planned;
}
