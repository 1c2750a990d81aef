import { Random } from '../random.ts';

const SIGNS = [...'{}[]",:\\0123456789eE+-. nulltruefalse\u0000\n\ufeffä€𝄞'] as const;
/** What may stand in place of a value. */
const VALUES = [
  'null',
  '""',
  '[]',
  '{}',
  'true',
  '[null]',
  '{"a":[1]}',
  '[[2026]]',
  '1e400',
  '-0',
  '12345678901234567890123',
];
const MOST_CHANGES = 3;

function text(random: Random): string {
  const length = random.integer(0, 4);
  return Array.from({ length }, () => SIGNS[random.integer(0, SIGNS.length - 1)] ?? '').join('');
}

/** One damage: signs exchanged, a part left out or doubled, the end missing, a value of another kind. */
function damage(body: string, random: Random): string {
  const from = random.integer(0, body.length);
  const to = random.integer(from, Math.min(body.length, from + 40));
  switch (random.integer(0, 5)) {
    case 0:
      return body.slice(0, from);
    case 1:
      return body.slice(0, from) + body.slice(to);
    case 2:
      return body.slice(0, to) + body.slice(from);
    case 3: {
      const value = VALUES[random.integer(0, VALUES.length - 1)] ?? 'null';
      const place = random.integer(0, body.split('":').length);
      let at = 0;
      return body.replace(/":(?:"[^"]*"|-?\d[\d.]*)/g, (part) => (at++ === place ? `":${value}` : part));
    }
    case 4:
      return `[${body}]`.repeat(random.integer(1, 2));
    default:
      return body.slice(0, from) + text(random) + body.slice(from + random.integer(0, 2));
  }
}

/** A text damaged in a few places, the same for the same `variant`; now and then bytes that are no text at all. */
export function garble(body: string, variant: number): Buffer {
  const random = new Random(variant, 'garbled');
  if (random.chance(0.05)) return Buffer.from(random.hex(2 * random.integer(0, 64)), 'hex');
  let garbled = body;
  for (let left = random.integer(1, MOST_CHANGES); left > 0; left--) garbled = damage(garbled, random);
  return Buffer.from(garbled);
}
