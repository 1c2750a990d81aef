import { toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { MerkleFrontier } from '@srs-desk/shared/audit/tree.ts';
import { LogFile } from '../../../src/features/audit/log/log-file.ts';
import { sha256 } from '../../../src/platform/ledger/sha256.ts';
import { textsIn } from '../../ledger/entry-texts.ts';
import { rehashFrom } from '../forge.ts';
import { intrude } from '../log-fixture.ts';
import type { Attack, Ground, Sample } from './attack.ts';

/** An entry after the checkpoint that left the house, an act. */
const LATER = 151;
const LATER_CHECKPOINTS = 'DELETE FROM checkpoints WHERE size > 60';
const uuidOf = (text: string): string => /"uuid":"([^"]+)"/.exec(text)?.[1] ?? '';

/** The whole end from an entry on made to fit again, the checkpoints in the file left or taken away. */
function rewritten(
  ground: Ground,
  change: (text: string) => string,
  { seq = LATER, sql = LATER_CHECKPOINTS } = {},
): string {
  const path = ground.copy();
  rehashFrom(path, seq, change);
  intrude(path, `${sql};`);
  return path;
}

const other = (text: string): string => text.replace('duplicate', 'triplicate');
const db = (path: string, checkpoints?: string[]): Sample => ({ kind: '--db', path, checkpoints });

/** The same, signed anew by who holds the key. */
async function resigned(ground: Ground, change: (text: string) => string): Promise<string> {
  const path = rewritten(ground, change);
  await ground.resign(path);
  return path;
}

/** The entry that tells of the exported checkpoint made into another, and no checkpoint left. */
function unexported(ground: Ground): string {
  return rewritten(ground, (text) => text.replace('audit.checkpoint_export', 'system.start'), {
    seq: 61,
    sql: 'DELETE FROM checkpoints',
  });
}

/** A stub as pruning would make it, but that nobody pruned for, under a checkpoint that the key signed for something else. */
function stubbed(ground: Ground): string {
  const path = ground.copy();
  const file = new LogFile(path);
  const leaves = [...file.entries(1, 60)].map((row) => Buffer.from(row[18], 'hex'));
  file.close();
  const tree = MerkleFrontier.empty(sha256);
  for (const leaf of leaves) tree.append(leaf);
  const last = toHex(leaves.at(-1) ?? new Uint8Array());
  const values = `1, 61, '${tree.serialise()}', x'${last}', '${ground.notes.first}', 1`;
  intrude(path, `DELETE FROM entries WHERE seq <= 60; INSERT INTO audit_stub VALUES (${values});`);
  return path;
}

/** What leaves every hash right: whole ends written anew, old copies, the key's holder. */
export const WHOLE_LOG_ATTACKS: readonly Attack[] = [
  {
    what: 'an entry changed and the whole end hashed anew, the file’s checkpoints left',
    by: 'file',
    make: (ground) => db(rewritten(ground, other, { sql: '' })),
    says: 'broken',
    finding: { seq: 61, code: 'checkpoint_root' },
  },
  {
    what: 'the same, the checkpoints over the changed entry taken away',
    by: 'file',
    make: (ground) => db(rewritten(ground, other)),
    says: 'intact',
    why: 'the verdict is that the log is signed up to entry 60, before the change, and that no checkpoint covers what follows',
  },
  {
    what: 'the same; checked with a checkpoint from outside over the changed entry',
    by: 'file',
    make: (ground) => db(rewritten(ground, other), [ground.notes.last]),
    says: 'broken',
    finding: { seq: 1, code: 'checkpoint_root' },
  },
  {
    what: 'all checkpoints taken away, with the entry that tells of the exported one changed',
    by: 'file',
    make: (ground) => db(unexported(ground)),
    says: 'unchecked',
    why: 'nothing signed is left: the verdict is 2, not “intact”',
  },
  {
    what: 'an old copy put back; checked without a checkpoint from outside',
    by: 'file',
    make: ({ oldBackup }) => db(oldBackup),
    says: 'intact',
    why: 'the old copy was true once: only a checkpoint that left the house shows what is missing (a desk that starts on it finds it by its own, see Epochs)',
  },
  {
    what: 'an old copy put back; checked with one',
    by: 'file',
    make: ({ oldBackup, notes }) => db(oldBackup, [notes.last]),
    says: 'broken',
    finding: { seq: 60, code: 'cut_tail' },
  },
  {
    what: 'the end cut off with the checkpoints over it; checked without one from outside',
    by: 'file',
    make: ({ copy }) => {
      const path = copy();
      intrude(path, `DELETE FROM entries WHERE seq > 290; DELETE FROM checkpoints WHERE size > 290;`);
      return db(path);
    },
    says: 'broken',
    finding: { code: 'frontier' },
    why: 'the tree’s edge was left behind; with it put right too, it is an old copy',
  },
  {
    what: 'a stub made from a true checkpoint, in place of the beginning',
    by: 'file',
    make: (ground) => db(stubbed(ground)),
    says: 'broken',
    finding: { code: 'stub' },
  },
  {
    what: 'an old entry rewritten and all signed anew; checked without a checkpoint from outside over it',
    by: 'key',
    make: async (ground) => db(await resigned(ground, other)),
    says: 'intact',
    why: 'who holds the key and the file can write any history that nobody outside has a checkpoint of',
  },
  {
    what: 'the same, with the exported checkpoints and the entries that tell of them',
    by: 'key',
    make: async (ground) => {
      const path = unexported(ground);
      await ground.resign(path);
      return db(path);
    },
    says: 'intact',
    why: 'as before',
  },
  {
    what: 'the same; checked with a checkpoint from outside',
    by: 'key',
    make: async (ground) => {
      const path = unexported(ground);
      await ground.resign(path);
      return db(path, [ground.notes.last]);
    },
    says: 'broken',
    finding: { seq: 1, code: 'checkpoint_root' },
  },
  {
    what: 'an old entry rewritten and all signed anew; checked with one checkpoint of before and one of after it',
    by: 'key',
    make: async (ground) => db(await resigned(ground, other), [ground.notes.first, ground.notes.last]),
    says: 'broken',
    finding: { seq: 61, code: 'checkpoint_root' },
  },
  {
    what: 'a UUID given twice',
    by: 'key',
    make: async (ground) => {
      const [first = ''] = textsIn(ground.log.path, 'seq = 3').map(uuidOf);
      return db(await resigned(ground, (text) => text.replace(uuidOf(text), first)));
    },
    says: 'broken',
    finding: { seq: LATER, code: 'uuid' },
  },
  ...(
    [
      ['an action outside the closed list', '"action":"order.cancel"', '"action":"order.cancelled"'],
      ['an action under another kind', '"kind":"act"', '"kind":"read"'],
    ] as const
  ).map(
    ([what, from, to]): Attack => ({
      what,
      by: 'key',
      make: async (ground) => db(await resigned(ground, (text) => text.replace(from, to))),
      says: 'broken',
      finding: { seq: LATER, code: 'action' },
    }),
  ),
  {
    what: 'something sealed under nobody’s key',
    by: 'key',
    make: async (ground) => db(await resigned(ground, (text) => text.replace(/"subject":"[^"]+",/, ''))),
    says: 'broken',
    finding: { seq: LATER, code: 'sealed' },
  },
  {
    what: 'an entry dated back by a year',
    by: 'key',
    make: async (ground) => db(await resigned(ground, (text) => text.replace('"at":"2026', '"at":"2025'))),
    says: 'intact',
    warning: /time runs back/,
    why: 'a clock may have been set: both warn',
  },
  {
    what: 'another log’s checkpoint given',
    by: 'file',
    make: ({ log, foreign }) => db(log.path, [foreign.note]),
    says: 'unchecked',
  },
  {
    what: 'a checkpoint given with its root changed',
    by: 'file',
    make: ({ log, notes }) =>
      db(log.path, [notes.first.replace(/\n[A-Za-z0-9+/]{43}=\n/, `\n${'A'.repeat(43)}=\n`)]),
    says: 'broken',
    finding: { code: 'checkpoint_signature' },
  },
  {
    what: 'a checkpoint given with its size changed',
    by: 'file',
    make: ({ log, notes }) => db(log.path, [notes.first.replace('\n60\n', '\n61\n')]),
    says: 'broken',
    finding: { code: 'checkpoint_signature' },
  },
  {
    what: 'junk given as a checkpoint',
    by: 'file',
    make: ({ log }) => db(log.path, ['junk']),
    says: 'unchecked',
  },
  {
    what: 'another key given',
    by: 'file',
    make: ({ log, foreign }) => ({ ...db(log.path), key: foreign.key }),
    says: 'unchecked',
  },
  {
    what: 'a text given as a database',
    by: 'file',
    make: ({ keep }) => db(keep('what is this')),
    says: 'unchecked',
  },
];
