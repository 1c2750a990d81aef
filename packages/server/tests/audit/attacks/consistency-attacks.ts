import { formatConsistency } from '@srs-desk/shared/audit/consistency-text.ts';
import { consistencyOf } from '../../../src/features/audit/log/proof-nodes.ts';
import { openReader } from '../../../src/platform/db/reader.ts';
import type { Attack, Ground, Verdict } from './attack.ts';
import { LAST } from './database-attacks.ts';

/** The proof between the log's two checkpoints, its text changed. */
const proof =
  (
    change: (text: string) => string,
    older: (ground: Ground) => string = ({ notes }) => notes.first,
  ): Attack['make'] =>
  (ground) => {
    const reader = openReader(ground.log.path);
    const hashes = consistencyOf(reader, 60, LAST);
    reader.close();
    const text = formatConsistency({ oldSize: 60, proof: hashes, note: ground.notes.last });
    return { kind: '--consistency', path: ground.keep(change(text)), checkpoints: [older(ground)] };
  };

const CHANGES: readonly [what: string, make: Attack['make'], says?: Verdict][] = [
  ['a hash of the proof changed', proof((text) => text.replace(/\n[A-Za-z]/, '\n9'))],
  ['a hash of the proof taken out', proof((text) => text.replace(/\n.{44}\n/, '\n'))],
  ['the newer checkpoint’s signature changed', proof((text) => text.replace(/.{8}\n$/, 'AAAAAAA=\n'))],
  ['the newer checkpoint’s size changed', proof((text) => text.replace(`\n${LAST}\n`, `\n${LAST + 1}\n`))],
  ['another size named', proof((text) => text.replace('old 60', 'old 59')), 'unchecked'],
  [
    'another log’s checkpoint given',
    proof(
      (text) => text,
      ({ foreign }) => foreign.note,
    ),
    'unchecked',
  ],
  ['a text given as a proof', proof(() => 'junk'), 'unchecked'],
];

/** What can be done to a consistency proof. */
export const CONSISTENCY_ATTACKS: readonly Attack[] = CHANGES.map(([what, make, says = 'broken']) => ({
  what,
  by: 'file',
  make,
  says,
}));
