import { CSV_SEPARATORS, type CsvSeparator } from '@srs-desk/shared/tables/csv.ts';

/** The separator that a `sep=;` line names, as spreadsheets write it above the header row; null when there is none. */
export function namedSeparator(text: string): CsvSeparator | null {
  const named = /^\ufeff?"? *sep *= ?(.)"?[,;|\t ]*(?:[\r\n]|$)/i.exec(text)?.[1];
  return CSV_SEPARATORS.find((sign) => sign === named) ?? null;
}

interface Votes {
  /** Lines that agree on how often the sign stands in them. */
  lines: number;
  perLine: number;
}

function votesFor(sign: CsvSeparator, lines: readonly string[]): Votes {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const perLine = line.split(sign).length - 1;
    if (perLine > 0) counts.set(perLine, (counts.get(perLine) ?? 0) + 1);
  }
  let best: Votes = { lines: 0, perLine: 0 };
  for (const [perLine, agreeing] of counts) {
    if (agreeing > best.lines || (agreeing === best.lines && perLine > best.perLine)) {
      best = { lines: agreeing, perLine };
    }
  }
  return best;
}

/**
 * The separator of a text, by the sign of which most lines have equally many outside of quotes: a letterhead above the
 * table or decimal commas in it then mislead nobody. `sample` may end within a line.
 */
export function separatorOf(sample: string): CsvSeparator {
  const lines = sample.replace(/"(?:[^"]|"")*"/g, '').split(/\r\n|\r|\n/);
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  let best: { sign: CsvSeparator; votes: Votes } = { sign: ',', votes: { lines: 0, perLine: 0 } };
  for (const sign of CSV_SEPARATORS) {
    const votes = votesFor(sign, whole);
    const { lines: most, perLine } = best.votes;
    if (votes.lines > most || (votes.lines === most && votes.perLine > perLine)) best = { sign, votes };
  }
  return best.sign;
}
