import { exportFile } from '../export-file.ts';
import type { Attack, Ground, Sample, Verdict } from './attack.ts';

type Lines = string[];
type Json = Record<string, unknown>;

const jsonl = (path: string, checkpoints?: string[]): Sample => ({ kind: '--jsonl', path, checkpoints });

/** The log's export with its lines changed: the header is the first, the trailer the last. */
function exported(ground: Ground, change: (lines: Lines) => Lines): string {
  const path = ground.keep('');
  exportFile(ground.log.path, path, (lines) => lines, change);
  return path;
}

const inLine = (at: number, change: (value: Json) => Json) => (lines: Lines) =>
  lines.with(at, JSON.stringify(change(JSON.parse(lines.at(at) ?? '') as Json)));
const inHeader = (more: Json) => inLine(0, (header) => ({ ...header, ...more }));
const inTrailer = (more: Json) => inLine(-1, (trailer) => ({ ...trailer, ...more }));

const CHANGES: readonly [what: string, change: (lines: Lines) => Lines, says?: Verdict, why?: string][] = [
  ['a line taken out', (lines) => lines.toSpliced(8, 1)],
  ['the first entry taken out', (lines) => lines.toSpliced(1, 1)],
  ['the last entry taken out', (lines) => lines.toSpliced(-2, 1)],
  ['a word in a line changed', (lines) => lines.with(9, (lines[9] ?? '').replace('"ACME"', '"RIVAL"'))],
  ['a line spelt otherwise', (lines) => lines.with(9, (lines[9] ?? '').replace('{"', '{ "'))],
  ['two lines swapped', (lines) => lines.toSpliced(8, 2, lines[9] ?? '', lines[8] ?? '')],
  ['a line doubled', (lines) => lines.toSpliced(8, 0, lines[8] ?? '')],
  [
    'a line put in',
    (lines) => lines.toSpliced(-1, 0, (lines.at(-2) ?? '').replace('"seq":301', '"seq":302')),
  ],
  ['the end cut off without the trailer', (lines) => lines.slice(0, 200)],
  [
    'the end cut off, the trailer put right',
    (lines) => [
      ...lines.slice(0, 201),
      JSON.stringify({ ...(JSON.parse(lines.at(-1) ?? '') as Json), entries: 200, lastSeq: 200 }),
    ],
  ],
  [
    'the end cut off, the trailer put right and its checkpoint taken out',
    (lines) => [
      ...lines.slice(0, 201),
      JSON.stringify({
        ...(JSON.parse(lines.at(-1) ?? '') as Json),
        entries: 200,
        lastSeq: 200,
        checkpoint: null,
      }),
    ],
    'unchecked',
    'nothing signed is left in it',
  ],
  ['an entry after the trailer', (lines) => [...lines, lines[1] ?? '']],
  ['the header’s first number changed', inHeader({ firstSeq: 2 })],
  ['the header’s edge of the tree changed', inHeader({ prefix: `1:${'0'.repeat(64)}` })],
  ['the header’s hash before the first entry changed', inHeader({ prevHash: '1'.repeat(64) })],
  ['the header’s name of the log changed', inHeader({ origin: 'another-desk' })],
  [
    'carriage returns and empty lines between the lines',
    (lines) => lines.flatMap((line) => [`${line}\r`, '']),
    'intact',
    'a copy over Windows or by an editor makes them; what the lines say is the same',
  ],
  [
    'the header’s time changed',
    inHeader({ exportedAt: '2020-01-01T00:00:00.000Z' }),
    'intact',
    'when a file was made is signed by nobody; the checkpoint inside says when the log was signed',
  ],
  [
    'a filter named in the header',
    inHeader({ filter: { action: 'order.cancel' } }),
    'unchecked',
    'under a filter links are missing on purpose: it proves nothing',
  ],
  [
    'lines taken out and a filter named',
    (lines) => inHeader({ filter: {} })(lines.toSpliced(-2, 1)),
    'broken',
  ],
  ['the trailer’s count changed', inTrailer({ entries: 299 })],
  ['the trailer’s last number changed', inTrailer({ lastSeq: 300 })],
  ['the trailer’s proof changed', inTrailer({ proof: ['0'.repeat(64)] })],
  [
    'the trailer’s checkpoint taken out',
    inTrailer({ checkpoint: null }),
    'unchecked',
    'nothing signed is left in it',
  ],
];

const attack = (
  what: string,
  make: (ground: Ground) => Sample | Promise<Sample>,
  says: Verdict = 'broken',
  more: Partial<Attack> = {},
): Attack => ({ what, by: 'file', make, says, ...more });

/** What can be done to an exported log. */
export const EXPORT_ATTACKS: readonly Attack[] = [
  ...CHANGES.map(([what, change, says, why]) =>
    attack(what, (ground) => jsonl(exported(ground, change)), says, {
      ...(why === undefined ? {} : { why }),
      ...(what.startsWith('lines taken out and') && {
        independent: 'unchecked',
        why: 'verify.py reads no filtered export',
      }),
    }),
  ),
  attack(
    'the end cut off before a checkpoint from outside',
    (ground) =>
      jsonl(
        exported(ground, (lines) => [
          ...lines.slice(0, 201),
          JSON.stringify({
            ...(JSON.parse(lines.at(-1) ?? '') as Json),
            entries: 200,
            lastSeq: 200,
            checkpoint: null,
          }),
        ]),
        [ground.notes.first, ground.notes.last],
      ),
    'intact',
    {
      warning: /reaches beyond this file/,
      why: 'it is whole as far as it goes, signed up to entry 60; both say that what follows is not covered',
    },
  ),
  attack(
    'another key given',
    (ground) => ({ ...jsonl(exported(ground, (lines) => lines)), key: ground.foreign.key }),
    'unchecked',
  ),
  attack(
    'another log’s checkpoint given',
    (ground) =>
      jsonl(
        exported(ground, (lines) => lines),
        [ground.foreign.note],
      ),
    'unchecked',
  ),
  attack(
    'another log’s checkpoint put into the trailer',
    (ground) => jsonl(exported(ground, inTrailer({ checkpoint: ground.foreign.note }))),
    'unchecked',
  ),
  attack('a text given as an export', (ground) => jsonl(ground.keep('what is this')), 'unchecked'),
];
