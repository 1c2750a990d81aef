import { intrude } from '../log-fixture.ts';
import type { Attack, Ground } from './attack.ts';

/** Entries of the log under attack. */
export const LAST = 301;

const spoilt = (sql: string) => (ground: Ground) => {
  const path = ground.copy();
  intrude(path, `${sql};`);
  return { kind: '--db', path } as const;
};

const COLUMNS: readonly [name: string, value: string, seq: number][] = [
  ['at', 'at + 1', 62],
  ['uuid', 'zeroblob(16)', 62],
  ['kind', "'read'", 62],
  ['action', "'order.place'", 64],
  ['actor', "'user:other'", 64],
  ['origin', "'cli'", 64],
  ['ref_id', "'r-999'", 64],
  ['order_id', "'o-999'", 64],
  ['external_id', "'OTHER'", 64],
  ['call_id', '99', 63],
  ['subject_id', "'someone'", 64],
  ['operation', "'verify'", 64],
  ['outcome', "'failed'", 63],
  ['target', "'/elsewhere'", 64],
  ['detail', "replace(detail, 'cancelled', 'confirmed')", 64],
  ['sealed', 'zeroblob(length(sealed))', 64],
  ['text', "'{}'", 64],
  ['hash', 'zeroblob(32)', 64],
];
const EMPTIED = [
  'origin',
  'ref_id',
  'order_id',
  'external_id',
  'call_id',
  'subject_id',
  'operation',
  'outcome',
  'target',
  'sealed',
];
const CALLS: readonly [name: string, value: string][] = [
  ['started_at', '1'],
  ['finished_at', '1'],
  ['operation', "'verify'"],
  ['http_method', "'POST'"],
  ['url', "'http://elsewhere'"],
  ['ref_id', "'r-999'"],
  ['order_id', 'NULL'],
  ['external_id', "'OTHER'"],
  ['actor', "'user:x'"],
  ['origin', "'user'"],
  ['http_status', '500'],
  ['outcome', "'timeout'"],
  ['answer', "'no_evidence'"],
  ['duration_ms', '0'],
  ['attempt', '2'],
  ['correlation_id', "'x'"],
  ['subject_id', 'NULL'],
  ['seq_intent', '1'],
  ['seq_outcome', '5'],
];
const ENTRY = `at, uuid, kind, action, actor, origin, ref_id, order_id, external_id, call_id, subject_id, operation, outcome, target,
  detail, sealed, text, hash`;

const OTHERS: readonly [what: string, sql: string, finding: Attack['finding']][] = [
  ['the first entry deleted', 'DELETE FROM entries WHERE seq = 1', { seq: 1, code: 'gap' }],
  ['one in the middle deleted', 'DELETE FROM entries WHERE seq = 150', { seq: 150, code: 'gap' }],
  ['the last entry deleted', `DELETE FROM entries WHERE seq = ${LAST}`, { code: 'cut_tail' }],
  ['the log emptied', 'DELETE FROM entries', { code: 'cut_tail' }],
  [
    'two entries swapped',
    'UPDATE entries SET seq = -1 WHERE seq = 90; UPDATE entries SET seq = 90 WHERE seq = 91; UPDATE entries SET seq = 91 WHERE seq = -1',
    { seq: 90 },
  ],
  [
    'an entry put in',
    `INSERT INTO entries SELECT ${LAST + 1}, ${ENTRY} FROM entries WHERE seq = ${LAST}`,
    { seq: LAST + 1 },
  ],
  [
    'a deleted entry closed up',
    'DELETE FROM entries WHERE seq = 100; UPDATE entries SET seq = seq - 1 WHERE seq > 100',
    { seq: 100 },
  ],
  [
    'an entry replaced by its neighbour',
    `DELETE FROM entries WHERE seq = 101; INSERT INTO entries SELECT 101, ${ENTRY} FROM entries WHERE seq = 100`,
    { seq: 101, code: 'hash' },
  ],
  [
    'the log forked',
    `DELETE FROM entries WHERE seq > 250; INSERT INTO entries SELECT seq + 190, ${ENTRY} FROM entries WHERE seq BETWEEN 61 AND 110`,
    { seq: 251 },
  ],
  ['a call deleted', 'DELETE FROM calls WHERE id = 7', { code: 'call_row' }],
  [
    'a call put in',
    `INSERT INTO calls SELECT 999, started_at, finished_at, operation, http_method, url, ref_id, order_id, external_id, actor, origin,
      http_status, outcome, duration_ms, attempt, correlation_id, subject_id, seq_intent, seq_outcome, answer FROM calls WHERE id = 7`,
    { code: 'call_row' },
  ],
  [
    'the tree’s edge changed',
    "UPDATE tree_frontier SET frontier = replace(frontier, 'a', 'b')",
    { code: 'frontier' },
  ],
  ['the tree’s edge deleted', 'DELETE FROM tree_frontier', { code: 'frontier' }],
  [
    'a node of the tree changed',
    'UPDATE tree_nodes SET hash = zeroblob(32)',
    { seq: 256, code: 'tree_node' },
  ],
  ['a node of the tree deleted', 'DELETE FROM tree_nodes', { seq: 256, code: 'tree_node' }],
  ['a node of the tree put in', 'INSERT INTO tree_nodes VALUES (8, 7, zeroblob(32))', { code: 'tree_node' }],
  [
    'a checkpoint’s root changed',
    'UPDATE checkpoints SET root = zeroblob(32)',
    { code: 'checkpoint_column' },
  ],
  ['a checkpoint’s time changed', 'UPDATE checkpoints SET at = at + 1', { code: 'checkpoint_column' }],
  [
    'a checkpoint’s size changed',
    'UPDATE checkpoints SET size = size - 1 WHERE size = 60',
    { code: 'checkpoint_column' },
  ],
  [
    'a checkpoint that never left the house marked as exported',
    `UPDATE checkpoints SET exported_at = at WHERE size = ${LAST}`,
    { code: 'checkpoint_column' },
  ],
  [
    'an exported checkpoint deleted',
    'DELETE FROM checkpoints WHERE size = 60',
    { seq: 61, code: 'checkpoint_missing' },
  ],
  [
    'a checkpoint dated otherwise',
    "UPDATE checkpoints SET note = replace(note, char(10) || 'at 20', char(10) || 'at 21')",
    { code: 'checkpoint_signature' },
  ],
  [
    'a checkpoint’s signature changed',
    "UPDATE checkpoints SET note = substr(note, 1, length(note) - 8) || 'AAAAAAA' || char(10)",
    { code: 'checkpoint_signature' },
  ],
  ['a checkpoint that is gibberish', "UPDATE checkpoints SET note = 'x'", { code: 'checkpoint_format' }],
  [
    'a stub made up in place of the beginning',
    "INSERT INTO audit_stub VALUES (1, 101, '100:', zeroblob(32), 'x', 0); DELETE FROM entries WHERE seq <= 100",
    { code: 'stub' },
  ],
];

/** By SQL, as whoever holds the file can run it. */
export const DATABASE_ATTACKS: readonly Attack[] = [
  ...COLUMNS.map(
    ([name, value, seq]): Attack => ({
      what: `column \`${name}\` of an entry changed`,
      by: 'file',
      make: spoilt(`UPDATE entries SET ${name} = ${value} WHERE seq = ${seq}`),
      says: 'broken',
      finding: { seq },
    }),
  ),
  ...EMPTIED.map((name): Attack => {
    const seq = name === 'call_id' || name === 'outcome' ? 63 : 64;
    return {
      what: `column \`${name}\` of an entry emptied`,
      by: 'file',
      make: spoilt(`UPDATE entries SET ${name} = NULL WHERE seq = ${seq}`),
      says: 'broken',
      finding: { seq, code: 'hash' },
    };
  }),
  ...CALLS.map(
    ([name, value]): Attack => ({
      what: `column \`${name}\` of a call changed`,
      by: 'file',
      make: spoilt(`UPDATE calls SET ${name} = ${value} WHERE id = 7`),
      says: 'broken',
      finding: { code: 'call_row' },
    }),
  ),
  ...OTHERS.map(
    ([what, sql, finding]): Attack => ({
      what,
      by: 'file',
      make: spoilt(sql),
      says: 'broken',
      ...(finding && { finding }),
    }),
  ),
  {
    what: 'the append-only triggers taken away',
    by: 'file',
    make: spoilt(''),
    says: 'intact',
    warning: /append-only trigger/,
    why: 'nothing was changed yet: both warn',
  },
];
