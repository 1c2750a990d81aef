import { refOf } from '../billing/billing-fixture.ts';

/** Ref IDs of the pins' own orders begin like this; they stay as they are. */
const OURS = refOf(0).slice(0, 24);

/**
 * What no run has twice, and nothing else: UUIDs that the desk draws (entries, subjects, correlation), hashes of
 * the log (64 hex digits, or 44 of base64), signatures over it and what is sealed in it, the ports of the test servers, the name of the key
 * pair, the desk's version, how long a call took, and how many calls went in a minute.
 * Everything else, numbers of calls and entries and all times included, is the same in each run.
 */
const UNSTEADY: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uuid>'],
  [/\b[0-9a-f]{64}\b/g, '<hash>'],
  [/(?<="sealed": ?")[\w-]+/g, '<sealed>'],
  [/(?:(?<=\\n)|(?<![\w+/]))[\w+/]{43}=(?![\w+/=])/g, '<hash>'],
  [/(?<=— \S+ )[\w+/]{80,}=*/g, '<signature>'],
  [/http:\/\/127\.0\.0\.1:\d+/g, 'http://srs.test'],
  [/(?<="durationMs"+: ?)\d+/g, '<ms>'],
  [/(?<="rate": ?)[\d.]+(?=,\s*"allowedRate)/g, '<pace>'],
  [/(?<="catchUpMs": ?)\d+/g, '<ms>'],
  [/(?<=""?version""?: ?"{1,2})\d+\.\d+\.\d+/g, '<version>'],
  [/srs-desk\/[0-9a-f]{12}(\+[0-9a-f]{8}\+[\w+/=]+)?/g, '<key>'],
];

/** The text with what changes from run to run replaced by its kind. */
export function steady(text: string): string {
  return UNSTEADY.reduce(
    (kept, [pattern, kind]) => kept.replace(pattern, (found) => (found.startsWith(OURS) ? found : kind)),
    text,
  );
}

const LONGEST_LINE = 110;

/** JSON with the keys in the order they have, short objects and lists on one line. */
function pretty(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value) ?? 'undefined';
  if (value === null || typeof value !== 'object' || flat.length + indent.length <= LONGEST_LINE) return flat;
  const inner = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item) => `${inner}${pretty(item, inner)}`)
    : Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${pretty(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${items.join(',\n')}\n${indent}${close}`;
}

/** Rows of a long list, each on a line. */
export function rowPerLine(rows: readonly unknown[]): string {
  return steady(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

/** A value as a golden file holds it. */
export function goldenJson(value: unknown): string {
  return `${steady(pretty(value))}\n`;
}
