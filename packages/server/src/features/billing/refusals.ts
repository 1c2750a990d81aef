import { Conflict } from '../../platform/errors.ts';
import type { Recorded } from '../../platform/ledger/ledger.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';

function sentences(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.length > 0 ? value.map(String).join('; ') : null;
}

type Detail = Readonly<Record<string, unknown>>;

/** Guards of billing in words: what stands against it, and what to do. */
const WORDS: Readonly<Record<string, (detail: Detail) => string>> = {
  list_refused: ({ problems }) => `${sentences(problems) ?? 'This does not fit the others'}.`,
  alias_refused: ({ problem }) => `${sentences(problem) ?? 'This does not fit the others'}.`,
  same_file: ({ invoice }) =>
    `This file was imported before, as invoice ${invoice}: delete that one first to import it anew.`,
  same_number: ({ invoice }) =>
    `This supplier's invoice number was imported before, as invoice ${invoice}: check the number, or delete that one first.`,
  staging_lost: () =>
    'Another change came between while the lines were stored; nothing was imported: try again.',
  already_closed: ({ period }) => `${period} is closed already.`,
  not_closed: ({ period }) => `${period} is not closed.`,
  adjusted_later: ({ period, bookedIn }) =>
    `${bookedIn} is closed and carries adjustments of ${period}: reopen ${bookedIn} first.`,
  changed: ({ period }) =>
    period === undefined
      ? 'Figures changed while the month was being closed: look at the check list again.'
      : `${period} was closed or opened meanwhile: begin again.`,
  rebooking: () => 'Orders are being booked anew after a change of rules: try again shortly.',
};

/**
 * The results of a billing command, or its refusal in words: what is wrong with the list, or why an alias cannot be.
 * @throws Conflict, NotFound
 */
export function settled<R>(recorded: Recorded<R>): { results: R; seqs: number[] } {
  if (!recorded.ok) {
    const words = WORDS[recorded.code];
    if (words !== undefined) throw new Conflict(recorded.code, words(recorded.detail), recorded.detail);
  }
  return unwrap(recorded);
}
