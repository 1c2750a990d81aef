import { describe, expect, it } from 'vitest';
import { formatConsistency, parseConsistency } from './consistency-text.ts';
import { NoteFormatError } from './note.ts';

const note = 'log\n9\nAAAA\n\n— log c2ln\n';
const hash = (byte: number) => new Uint8Array(32).fill(byte);

describe('the text of a consistency proof', () => {
  it.each([[0], [1], [5]])('reads what it wrote, with %i hashes', (count) => {
    const proof = Array.from({ length: count }, (_, at) => hash(at));
    expect(parseConsistency(formatConsistency({ oldSize: 4, proof, note }))).toEqual({
      oldSize: 4,
      proof,
      note,
    });
  });

  it('is that of c2sp.org/tlog-witness', () => {
    const line = `${'AQEB'.repeat(10)}AQE=`;
    expect(formatConsistency({ oldSize: 4, proof: [hash(1)], note })).toBe(`old 4\n${line}\n\n${note}`);
  });

  it.each([
    ['nothing', ''],
    ['no empty line', 'old 4\n'],
    ['no size', `old\n\n${note}`],
    ['a size that is none', `old 04\n\n${note}`],
    ['a size beyond whole numbers', `old 9999999999999999\n\n${note}`],
    ['half a hash', `old 4\nAAAA\n\n${note}`],
    ['no base64', `old 4\n${'!'.repeat(44)}\n\n${note}`],
  ])('refuses %s', (_, text) => {
    expect(() => parseConsistency(text)).toThrow(NoteFormatError);
  });
});
