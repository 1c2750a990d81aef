import { canonicalPart } from './canonical.ts';

/** What may be absent of an entry. */
type MaybeText = string | null | undefined;

/**
 * What the text of an entry is spelled from: its fields but `v` and `prevHash`, with `detail` as the canonical text that it has by
 * itself.
 */
export interface EntryParts {
  readonly seq: number;
  readonly at: string;
  readonly uuid: string;
  readonly kind: string;
  readonly action: string;
  readonly actor: string;
  readonly origin?: MaybeText;
  readonly refId?: MaybeText;
  readonly orderId?: MaybeText;
  readonly externalId?: MaybeText;
  readonly callId?: MaybeText;
  readonly subject?: MaybeText;
  readonly operation?: MaybeText;
  readonly outcome?: MaybeText;
  readonly target?: MaybeText;
  readonly detail: string;
  readonly sealed?: MaybeText;
}

/** Farthest time that a date can hold, ms from 1970 on. */
const FARTHEST = 8.64e15;

const DAY_MS = 86_400_000;
const UP_TO_99 = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));

/** The day asked for last, by its number and as `YYYY-MM-DDT`: entries follow each other in time. */
let lastDay = { day: Number.NaN, text: '' };

/**
 * An entry's time (ms since epoch) as its text spells it; of what cannot be one a text that no entry has. As `toISOString`, in a
 * third of its time: this is done for every entry that is checked.
 */
export function entryTime(at: number): string {
  if (!Number.isInteger(at) || Math.abs(at) > FARTHEST) return String(at);
  const day = Math.floor(at / DAY_MS);
  if (day !== lastDay.day) lastDay = { day, text: new Date(at).toISOString().slice(0, -13) };
  const ms = at - day * DAY_MS;
  const seconds = Math.floor(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  const clock = `${UP_TO_99[Math.floor(minutes / 60)]}:${UP_TO_99[minutes % 60]}:${UP_TO_99[seconds % 60]}`;
  return `${lastDay.text}${clock}.${String(1_000 + (ms % 1_000)).slice(1)}Z`;
}

/** The text of an entry that follows the one with the hash `prevHash` (hex). Throws `CanonicalError` for texts that have none. */
export function spellEntry(parts: EntryParts, prevHash: string): string {
  const [before, after] = spellAround(parts);
  return before + prevHash + after;
}

/**
 * The text of an entry before and after its `prevHash`, for a writer that spells entries before it chains them. Throws
 * `CanonicalError` for texts that have none.
 */
export function spellAround(parts: EntryParts): readonly [before: string, after: string] {
  // In the order of RFC 8785, name by name: in a loop over the names it would take twice as long.
  const { callId, externalId, operation, orderId, origin, outcome, refId, sealed, subject, target } = parts;
  let before = `{"action":${quoted(parts.action, 'action')},"actor":${quoted(parts.actor, 'actor')},"at":"${parts.at}"`;
  if (callId != null) before += `,"callId":${quoted(callId, 'callId')}`;
  before += `,"detail":${parts.detail}`;
  if (externalId != null) before += `,"externalId":${quoted(externalId, 'externalId')}`;
  before += `,"kind":${quoted(parts.kind, 'kind')}`;
  if (operation != null) before += `,"operation":${quoted(operation, 'operation')}`;
  if (orderId != null) before += `,"orderId":${quoted(orderId, 'orderId')}`;
  if (origin != null) before += `,"origin":${quoted(origin, 'origin')}`;
  if (outcome != null) before += `,"outcome":${quoted(outcome, 'outcome')}`;
  let after = '"';
  if (refId != null) after += `,"refId":${quoted(refId, 'refId')}`;
  if (sealed != null) after += `,"sealed":"${sealed}"`;
  after += `,"seq":${parts.seq}`;
  if (subject != null) after += `,"subject":${quoted(subject, 'subject')}`;
  if (target != null) after += `,"target":${quoted(target, 'target')}`;
  return [`${before},"prevHash":"`, `${after},"uuid":"${parts.uuid}","v":1}`];
}

function quoted(text: string, name: string): string {
  return canonicalPart(text, `$.${name}`, 1);
}
