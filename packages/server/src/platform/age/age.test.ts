import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AgeBroken } from './age-header.ts';
import {
  type AgeIdentity,
  ageIdentity,
  identityText,
  parseIdentity,
  parseRecipient,
  recipientText,
} from './age-keys.ts';
import { decryptAge, encryptAge } from './age-stream.ts';

// Made by age 1.1.1: `age-keygen`, `printf 'kept elsewhere\\n' | age -r age1…`.
const SECRET = 'AGE-SECRET-KEY-1RQ6JXRP0D2AND9ZCFER7N4MSG9EVATPDREV0KM8FE2A5PYQDG7RQ3N0PHM';
const PUBLIC = 'age1gkjj47e4ne6d55sx02kr62adf2q26ck537qc0avqhw5g2lx4u4gsve48xz';
const FILE = Buffer.from(
  'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBYL1pJT1hYVm1KWld6eDZiNmFrM2UxeEYwZDl3TXlMTFNpbjRqbEVNVFFrCkViSFdWa1hEdml1Ti9tMjZtWmJYUUYwbWk3dFF5enZpQkNtOURabGUzak0KLS0tIEFGUjVDdnhtc0EwSkdrbWJwNGUwRUptRUpiNU9CNGtoc2crTnFaL0QxakUKRz4uBeNtCJ0j9X0lhNRNI17HwoaWKYxT+McjxW6BBGd4BXhTW3KMdockFyUipOU=',
  'base64',
);

const identity = (seed: number): AgeIdentity => ageIdentity(new Uint8Array(32).fill(seed));
const through = async (bytes: Buffer, stream: ReturnType<typeof encryptAge>): Promise<Buffer> => {
  const whole = buffer(stream);
  const [, result] = await Promise.all([pipeline(Readable.from([bytes]), stream), whole]);
  return result;
};
const encrypted = (bytes: Buffer, ...to: AgeIdentity[]) =>
  through(bytes, encryptAge(to.map(({ recipient }) => recipient)));
const opened = (file: Buffer, by: AgeIdentity) => through(file, decryptAge([by]));

describe('age', () => {
  it('opens what the program age wrote, and spells keys as it does', async () => {
    const own = parseIdentity(SECRET) ?? identity(0);
    expect(identityText(own)).toBe(SECRET);
    expect(recipientText(own.recipient)).toBe(PUBLIC);
    expect(parseRecipient(PUBLIC)).toEqual(own.recipient);
    expect((await opened(FILE, own)).toString()).toBe('kept elsewhere\n');
  });

  it.each([
    'age1gkjj47e4ne6d55sx02kr62adf2q26ck537qc0avqhw5g2lx4u4gsve48xy',
    'age1gkjj47e4ne6d55sx02kr62adf2q26ck537qc0avqhw5g2lx4u4gsve48x',
    'Age1gkjj47e4ne6d55sx02kr62adf2q26ck537qc0avqhw5g2lx4u4gsve48xz',
    'age1',
    'ssh-ed25519 AAAA',
    SECRET,
    '',
  ])('takes %j for no recipient', (text) => {
    expect(parseRecipient(text)).toBeNull();
  });

  it('gives back what it encrypted, to each recipient, whatever its length', async () => {
    const [one, other] = [identity(1), identity(2)];
    for (const length of [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000]) {
      const bytes = Buffer.alloc(length, 7);
      const file = await encrypted(bytes, one, other);
      expect((await opened(file, one)).equals(bytes)).toBe(true);
      expect((await opened(file, other)).equals(bytes)).toBe(true);
    }
    await expect(opened(await encrypted(Buffer.from('x'), one), other)).rejects.toThrow(/another key/);
  });

  it('fails for a file with any byte changed, left out at its end, or added', async () => {
    const own = identity(3);
    const file = await encrypted(Buffer.alloc(70_000, 1), own);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: file.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, bits) => {
          const changed = Buffer.from(file);
          changed[at] = (changed[at] ?? 0) ^ bits;
          await expect(opened(changed, own)).rejects.toThrow(AgeBroken);
          await expect(opened(file.subarray(0, at), own)).rejects.toThrow(AgeBroken);
        },
      ),
      {
        numRuns: 100,
        examples: [
          [0, 1],
          [file.length - 1, 1],
          [65_752, 1],
        ],
      },
    );
    await expect(opened(Buffer.concat([file, Buffer.from('x')]), own)).rejects.toThrow(AgeBroken);
  });
});
