import type { WireReport, WireReportField, WireReportOperation } from '@srs-desk/shared/api/connection.ts';
import type { CallOperation } from '@srs-desk/shared/call/fields.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { EXPECTED_FIELDS } from '../../../platform/srs/api-types.ts';
import { objectOf, parseBody } from '../../../platform/srs/parse-body.ts';
import { formOf } from '../../../platform/srs/wire-fields.ts';
import { type RecordedAnswer, recordedAnswers } from '../../calls/index.ts';

const DAY_MS = 86_400_000;
/** The newest so many answers are looked at. */
const MOST_ANSWERS = 5_000;
/** Most fields and forms that are told apart: an answer may make up names. */
const MOST_NAMES = 100;

/** Fields whose values are names of the service's own, and of no person. */
const NAMED: ReadonlySet<string> = new Set([
  'status',
  'statuses.status',
  'issuer',
  'method',
  'methodType',
  'jurisdiction',
  'loa',
  'token_type',
  'code',
  'errorCode',
]);
const TIMES: ReadonlySet<string> = new Set(['statuses.at', 'createdAt', 'dob']);

/** The form of a value, of a time also its notation: digits as 9, letters as a. Never the value of anything personal. */
function formIn(field: string, value: unknown): string {
  const form = formOf(value);
  if (TIMES.has(field) && (form === 'text' || form === 'number'))
    return `${form} ${String(value)
      .slice(0, 40)
      .replace(/\d/g, '9')
      .replace(/[A-SU-Yb-z]/g, 'a')
      .replace(/[^\w+\-:., [\]/]/g, '?')}`;
  const named = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return NAMED.has(field) && /^[\w .-]{1,40}$/.test(named) ? `${form} ${named}` : form;
}

/** Counts forms per field of one operation's answers. */
class Tally {
  readonly #expected: readonly string[];
  readonly #fields = new Map<string, Map<string, number>>();
  readonly #http = new Map<string, number>();
  #answers = 0;

  constructor(expected: readonly string[]) {
    this.#expected = expected;
  }

  add({ httpStatus, headers, body }: RecordedAnswer): void {
    const type = (headers['content-type'] ?? 'no type').replace(/[^\w/+.;= -]/g, '?').slice(0, 80);
    const json = parseBody(body);
    count(this.#http, `${httpStatus} ${type}${body === '' ? ', empty' : json.ok ? '' : ', not JSON'}`);
    if (!json.ok) return;
    const good = httpStatus < 300;
    for (const object of objectsIn(json.value)) {
      if (good) this.#answers += 1;
      const names = good ? [...this.#expected, ...Object.keys(object)] : ['code', 'errorCode'];
      for (const name of new Set(names)) this.#note(name, object[name]);
    }
  }

  #note(name: string, value: unknown): void {
    // A name with anything else in it may be somebody's.
    if (!/^[A-Za-z_][\w.-]{0,40}$/.test(name)) return;
    const forms = this.#fields.get(name) ?? new Map<string, number>();
    if (this.#fields.size < MOST_NAMES) this.#fields.set(name, forms);
    count(forms, formIn(name, value));
    if (name !== 'statuses') return;
    for (const entry of Array.isArray(value) ? value : [value]) {
      const fields = objectOf(entry);
      if (fields === null) continue;
      for (const inner of ['status', 'at']) this.#note(`statuses.${inner}`, fields[inner]);
    }
  }

  report(operation: CallOperation): WireReportOperation {
    const fields = [...this.#fields].map(
      ([field, forms]): WireReportField => ({
        field,
        expected: this.#expected.includes(field.split('.')[0] ?? field),
        forms: Object.fromEntries(forms),
      }),
    );
    return { operation, answers: this.#answers, http: Object.fromEntries(this.#http), fields };
  }
}

function count(counts: Map<string, number>, key: string): void {
  if (counts.has(key) || counts.size < MOST_NAMES) counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The objects of an answer: itself, or those of its list, alone or under `providers`. */
function objectsIn(json: unknown): Readonly<Record<string, unknown>>[] {
  const under = Array.isArray(json) ? json : objectOf(json)?.providers;
  const list: readonly unknown[] = Array.isArray(under) ? under : [json];
  return list.map(objectOf).filter((one) => one !== null);
}

/**
 * What the answers of the last day looked like, field by field: which forms were seen, of what the desk expects and of what it
 * does not know. Read from the log; holds no person, no id and no secret. The look is recorded.
 */
export async function wireReport(desk: Desk, who: Principal): Promise<WireReport> {
  const now = desk.clock.now();
  const since = now - DAY_MS;
  const tallies = new Map<CallOperation, Tally>();
  for (const answer of recordedAnswers(desk.reader, desk.sealer, since, MOST_ANSWERS)) {
    const tally = tallies.get(answer.operation) ?? new Tally(EXPECTED_FIELDS[answer.operation] ?? []);
    tallies.set(answer.operation, tally);
    tally.add(answer);
  }
  const operations = [...tallies].map(([operation, tally]) => tally.report(operation));
  await desk.ledger.record(
    [],
    [
      {
        action: 'doctor.run',
        actor: who.actor,
        origin: who.origin,
        detail: { wireReport: operations.length },
      },
    ],
  );
  return {
    since: new Date(since).toISOString(),
    until: new Date(now).toISOString(),
    unread: [...desk.srs.unread()],
    operations,
  };
}
