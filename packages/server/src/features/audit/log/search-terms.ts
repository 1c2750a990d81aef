import { createHash } from 'node:crypto';
import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import { foldedWords } from '@srs-desk/shared/text/fold.ts';

/** Fields that can be filtered by; each value becomes one term of its own. */
export const TERM_FIELDS = [
  'kind',
  'action',
  'actor',
  'origin',
  'operation',
  'outcome',
  'refId',
  'orderId',
  'externalId',
  'callId',
] as const;
export type TermField = (typeof TERM_FIELDS)[number];

/** Beyond this, an entry's words are not indexed: a recorded list of methods may be long. */
const LONGEST_TEXT = 4096;

/** The term that stands for `field = value`: letters and digits only, never a word that somebody types. */
export function fieldTerm(field: TermField, value: string): string {
  const digest = createHash('sha256').update(`${field}\n${value}`).digest('hex').slice(0, 16);
  return `f${digest}`;
}

function collectText(value: unknown, into: string[]): void {
  if (typeof value === 'string') into.push(value);
  else if (typeof value === 'number') into.push(String(value));
  else if (Array.isArray(value)) for (const item of value) collectText(item, into);
  else if (value !== null && typeof value === 'object') {
    for (const item of Object.values(value)) collectText(item, into);
  }
}

/** What the index holds of an entry: its field terms, and the words of what is not sealed. */
export function indexText(entry: EntryV1): string {
  const terms = TERM_FIELDS.flatMap((field) => {
    const value = entry[field];
    return value === undefined ? [] : [fieldTerm(field, value)];
  });
  const texts = [entry.action, entry.actor];
  for (const value of [
    entry.operation,
    entry.refId,
    entry.orderId,
    entry.externalId,
    entry.target,
    entry.outcome,
  ]) {
    if (value !== undefined) texts.push(value);
  }
  collectText(entry.detail, texts);
  const words = foldedWords(texts.join(' ').slice(0, LONGEST_TEXT));
  return [...terms, ...words].join(' ');
}
