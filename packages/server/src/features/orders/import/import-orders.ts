import { randomUUID } from 'node:crypto';
import {
  type ImportLine,
  type ImportOutcomes,
  type ImportReport,
  refId as refIdSchema,
} from '@srs-desk/shared/api/orders.ts';
import { recordOf } from '@srs-desk/shared/fields/field.ts';
import { contradicts, type ImportConflict } from '@srs-desk/shared/order/import-conflict.ts';
import { IMPORT_OUTCOMES } from '@srs-desk/shared/order/import-outcomes.ts';
import { type ImportProblem, importLineText } from '@srs-desk/shared/order/import-problem.ts';
import type { RegistrationState } from '@srs-desk/shared/order/registration-states.ts';
import { LONGEST_EXTERNAL_ID, refIdIn } from '@srs-desk/shared/text/ids.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Forbidden } from '../../../platform/errors.ts';
import { holds } from '../../../platform/holds.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { externalIdsOf, givenOtherwise, standingOf } from '../registrations/queries.ts';
import { askedBy, inTime, WAIT_MS } from '../sync-order.ts';
import { IMPORT_COLUMNS, type ImportInput } from './read-import.ts';

/** Lines per transaction. */
const CHUNK = 250;
/** So many Ref IDs are asked about at SRS before the answer; more are left to the sync. */
const ASKED_AT_ONCE = 200;
const LONGEST_NOTE = 1000;

type Checked = { line: ImportLine; input: ImportInput };

function check(input: ImportInput): Checked {
  const parsed = refIdSchema.safeParse(input.refId);
  const base = { line: input.line, refId: parsed.success ? parsed.data : input.refId.slice(0, 60) };
  const problems: ImportProblem[] = [];
  const note = (code: ImportProblem['code']) => void problems.push({ code });
  if (input.problem !== null) note(input.problem);
  else if (!parsed.success) note('no_ref_id');
  if ((input.externalId ?? '').length > LONGEST_EXTERNAL_ID) note('long_external_id');
  if ((input.note ?? '').length > LONGEST_NOTE) note('long_note');
  if (problems.length > 0) return { input, line: { ...base, outcome: 'invalid', problems } };
  return { input, line: { ...base, outcome: 'new' } };
}

function noteConflict(line: ImportLine, conflict: ImportConflict): void {
  Object.assign(line, { outcome: 'conflict', conflict });
}

/** With what is said of it in English, for programs that show it as it is. */
function explained(line: ImportLine): ImportLine {
  const problem = importLineText(line, 'en');
  return problem === '' ? line : { ...line, problem };
}

/** Of lines that repeat an earlier one: the line that each repeats. */
function markRepeated(checked: readonly Checked[]): Map<ImportLine, ImportLine> {
  const first = new Map<string, Checked>();
  const repeats = new Map<ImportLine, ImportLine>();
  for (const { line, input } of checked) {
    if (line.outcome === 'invalid') continue;
    const earlier = first.get(line.refId);
    if (earlier === undefined) {
      first.set(line.refId, { line, input });
      continue;
    }
    const [given, known] = [input.externalId, earlier.input.externalId];
    if (given !== null && known !== null && contradicts(given, known))
      noteConflict(line, { given, known, bySrs: false });
    else {
      Object.assign(line, { outcome: 'known', problems: [{ code: 'repeats', line: earlier.line.line }] });
      repeats.set(line, earlier.line);
    }
  }
  return repeats;
}

/** A Ref ID is known by its second line only where the first has made it an order. */
function settleRepeated(repeats: ReadonlyMap<ImportLine, ImportLine>): void {
  for (const [line, { outcome }] of repeats)
    if (outcome === 'not_found' || outcome === 'pending') line.outcome = outcome;
}

/** Of orders that have another External ID than the list gives them, and of those that have none. */
function compareExternalIds(desk: Desk, checked: readonly Checked[]): void {
  const given = checked.filter(
    ({ line, input }) => input.externalId !== null && (line.outcome === 'new' || line.outcome === 'known'),
  );
  const refIds = given.map(({ line }) => line.refId);
  const known = new Map(externalIdsOf(desk.reader, refIds).map((row) => [row.refId, row]));
  for (const { line, input } of given) {
    const { externalId, source } = known.get(line.refId) ?? { externalId: null, source: null };
    if (externalId === null) line.problems = [{ code: 'unnamed' }];
    else if (input.externalId !== null && contradicts(input.externalId, externalId))
      noteConflict(line, { given: input.externalId, known: externalId, bySrs: source === 'srs' });
  }
}

/** Writes down that SRS is to be asked; gives the lines whose Ref ID is no order yet. */
async function register(
  desk: Desk,
  who: Principal,
  lines: readonly Checked[],
  knownBy: 'register' | 'import',
): Promise<ImportLine[]> {
  const asked: ImportLine[] = [];
  for (let at = 0; at < lines.length; at += CHUNK) {
    const chunk = lines.slice(at, at + CHUNK);
    const args = {
      lines: chunk.map(({ line, input }) => ({
        refId: line.refId,
        subjectId: randomUUID(),
        externalId: input.externalId,
        note: input.note,
      })),
      knownBy,
      actor: who.actor,
      origin: who.origin,
    };
    const { results } = unwrap(await desk.ledger.record([{ name: 'registration.create', args }], []));
    results[0].forEach(({ outcome }, index) => {
      const line = chunk[index]?.line;
      if (line === undefined) return;
      line.outcome = outcome === 'known' ? 'known' : 'pending';
      if (outcome === 'asked') asked.push(line);
    });
  }
  return asked;
}

/** Asks SRS about Ref IDs and waits a little for it; what it has not told until then stays pending. */
async function askSrs(desk: Desk, who: Principal, lines: readonly ImportLine[]): Promise<void> {
  const by = askedBy(who);
  await inTime(Promise.allSettled(lines.map(({ refId }) => desk.sync.syncNow(refId, by))), WAIT_MS);
  const refIds = lines.map(({ refId }) => refId);
  const standing = standingOf(desk.reader, refIds);
  for (const line of lines) {
    const state = standing.get(line.refId);
    if (state === 'order') line.outcome = 'new';
    else if (state === 'not_found')
      Object.assign(line, { outcome: state, problems: [{ code: 'not_known' }] });
  }
}

/** What SRS has said meanwhile about Ref IDs that were pending; those that nobody asked about are left out. */
export function importOutcome(desk: Desk, refIds: readonly string[]): ImportOutcomes {
  const standing = standingOf(
    desk.reader,
    refIds.map((refId) => refIdIn(refId) ?? refId),
  );
  const those = (wanted: 'order' | RegistrationState) =>
    [...standing].flatMap(([refId, state]) => (state === wanted ? [refId] : []));
  const found = those('order');
  const conflicts = givenOtherwise(desk.reader, found).flatMap(({ refId, given, known }) =>
    given !== null && known !== null && contradicts(given, known)
      ? [{ refId, given, known, bySrs: true }]
      : [],
  );
  return { found, notFound: those('not_found'), pending: those('pending'), conflicts };
}

/**
 * Makes the orders of Ref IDs known, and reports per line: SRS is asked first, and only what it tells of is an order. A few are
 * asked about at once, and a little waited for; more are pending, and the sync works them off.
 * `unread` are columns of the list that were passed over.
 * @throws Forbidden when the role may register a single one only.
 */
export async function importOrders(
  desk: Desk,
  who: Principal,
  inputs: readonly ImportInput[],
  unread: readonly string[] = [],
): Promise<ImportReport> {
  const single = inputs.length === 1;
  if (!single && !holds(who, 'orders.import')) {
    throw new Forbidden(
      'role_may_not',
      'Your role may register one Ref ID at a time; lists are for admins.',
      {
        permission: 'orders.import',
      },
    );
  }
  const checked = inputs.map(check);
  const repeats = markRepeated(checked);
  const usable = checked.filter(({ line }) => line.outcome === 'new');
  const asked = await register(desk, who, usable, single ? 'register' : 'import');
  if (asked.length > 0 && asked.length <= ASKED_AT_ONCE) await askSrs(desk, who, asked);
  desk.sync.nudge();
  settleRepeated(repeats);
  compareExternalIds(desk, checked);
  const lines = checked.map(({ line }) => explained(line));
  return {
    counts: recordOf(IMPORT_OUTCOMES, (one) => lines.filter(({ outcome }) => outcome === one).length),
    lines,
    ...(unread.length > 0 ? { unread: { columns: [...unread], read: [...IMPORT_COLUMNS] } } : {}),
  };
}
