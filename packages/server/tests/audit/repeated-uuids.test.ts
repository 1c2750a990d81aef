import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { EntryMarks } from '../../src/features/audit/verify/entry-marks.ts';
import { uuidMark } from '../../src/features/audit/verify/uuid-watch.ts';

const BLOCK = 8_192;
const TIMES = { first: 0, latest: 0, back: null };

/** A log of so many entries, in blocks as the checking threads give them; `spoil` may put a UUID where it is not to stand. */
function logOf(entries: number, spoil: (uuids: string[]) => void = () => undefined) {
  const uuids = Array.from({ length: entries }, () => randomUUID() as string);
  spoil(uuids);
  const marks = new EntryMarks();
  for (let from = 0; from < entries; from += BLOCK)
    marks.takeBlock(from + 1, TIMES, Float64Array.from(uuids.slice(from, from + BLOCK), uuidMark));
  return marks.repeated(() => uuids.map((uuid, at) => ({ seq: at + 1, uuid })));
}

it.each([1_000, 140_000])(
  'a UUID that stands twice in a log of %i entries is found, wherever',
  async (entries) => {
    expect(await logOf(entries)).toBeNull();
    for (const [first, again] of [
      [0, entries - 1],
      [7, 900],
    ] as const) {
      const found = await logOf(entries, (uuids) => uuids.fill(uuids[first] ?? '', again, again + 1));
      expect(found).toMatchObject({
        seq: again + 1,
        code: 'uuid',
        detail: `it has the UUID of entry ${first + 1}`,
      });
    }
  },
);
