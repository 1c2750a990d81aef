import type { Attack, Ground, Sample, Verdict } from './attack.ts';

type Json = Record<string, unknown>;
interface Pack extends Json {
  entries: { seq: number; text: string; proof: string[]; opened?: string }[];
  checkpoint: string;
  howToCheck: string[];
  subjectKeys?: Record<string, string>;
}

const read = (json: string): Pack => JSON.parse(json) as Pack;
const pack = (ground: Ground, text: string, key = ground.packs.key): Sample => ({
  kind: '--pack',
  path: ground.keep(text),
  key,
});

const changed =
  (change: (pack: Pack, ground: Ground) => Json, of: 'plain' | 'opened' = 'plain') =>
  (ground: Ground) =>
    pack(ground, JSON.stringify(change(read(ground.packs[of]), ground)));

/** An entry of the pack, by its place, with other fields. */
const withEntry = (good: Pack, at: number, change: (entry: Pack['entries'][number]) => object): Json => ({
  ...good,
  entries: good.entries.with(
    at,
    change(good.entries.at(at) ?? { seq: 0, text: '', proof: [] }) as Pack['entries'][number],
  ),
});

const HEAD: readonly [name: string, value: unknown][] = [
  ['madeAt', '2020-01-01T00:00:00.000Z'],
  ['refId', '00000000-0000-4000-8000-000000000008'],
  ['orderId', 'o-other'],
  ['externalId', 'OTHER'],
  ['publicKey', 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
];

const OTHERS: readonly [what: string, make: Attack['make'], says?: Verdict, more?: Partial<Attack>][] = [
  ['a field put in', changed((good) => ({ ...good, more: 'x' }))],
  ['a field taken out', changed(({ madeAt: _, ...good }) => good)],
  ['all entries taken out', changed((good) => ({ ...good, entries: [] }))],
  ['the first entry taken out', changed((good) => ({ ...good, entries: good.entries.slice(1) }))],
  [
    'an outcome taken out',
    changed((good) => ({
      ...good,
      entries: good.entries.filter(({ text }) => !text.includes('call.outcome')),
    })),
  ],
  [
    'a reveal taken out',
    changed((good) => ({
      ...good,
      entries: good.entries.filter(({ text }) => !text.includes('personal_data.reveal')),
    })),
  ],
  ['the pack’s own entry taken out', changed((good) => ({ ...good, entries: good.entries.slice(0, -1) }))],
  [
    'an entry doubled',
    changed((good) => ({
      ...good,
      entries: good.entries.flatMap((one, at) => (at === 1 ? [one, one] : [one])),
    })),
  ],
  [
    'two entries swapped',
    changed((good) => ({ ...good, entries: [good.entries[1], good.entries[0], ...good.entries.slice(2)] })),
  ],
  [
    'an entry’s text changed',
    changed((good) =>
      withEntry(good, 2, (one) => ({ ...one, text: `${one.text.replace('user:admin', 'user:other')} ` })),
    ),
  ],
  [
    'an entry’s number changed',
    changed((good) => withEntry(good, 0, (one) => ({ ...one, seq: one.seq + 1 }))),
  ],
  [
    'an entry’s proof changed',
    changed((good) => withEntry(good, 0, (one) => ({ ...one, proof: one.proof.with(0, '0'.repeat(64)) }))),
  ],
  [
    'an entry’s proof cut',
    changed((good) => withEntry(good, 0, (one) => ({ ...one, proof: one.proof.slice(1) }))),
  ],
  ['a field put into an entry', changed((good) => withEntry(good, 0, (one) => ({ ...one, note: 'x' })))],
  [
    'the entries of another order',
    changed((good, { packs }) => ({ ...good, entries: read(packs.other).entries })),
  ],
  [
    'the checkpoint of another pack',
    changed((good, { packs }) => ({ ...good, checkpoint: read(packs.other).checkpoint })),
  ],
  [
    'the checkpoint’s root changed',
    changed((good) => ({
      ...good,
      checkpoint: good.checkpoint.replace(/\n[A-Za-z0-9+/]{43}=\n/, `\n${'A'.repeat(43)}=\n`),
    })),
  ],
  [
    'a second signature',
    changed((good) => ({ ...good, checkpoint: `${good.checkpoint}— other AAAAAAAA\n` })),
  ],
  [
    'the signature taken out',
    changed((good) => ({
      ...good,
      checkpoint: good.checkpoint.slice(0, good.checkpoint.indexOf('\n\n') + 1),
    })),
    'unchecked',
  ],
  [
    'clear text changed',
    changed(
      (good) => ({
        ...good,
        entries: good.entries.map((one) =>
          one.opened === undefined ? one : { ...one, opened: one.opened.replace('person', 'nobody') },
        ),
      }),
      'opened',
    ),
  ],
  [
    'a key of what is sealed changed',
    changed(
      (good) => ({
        ...good,
        subjectKeys: Object.fromEntries(
          Object.keys(good.subjectKeys ?? {}).map((subject) => [subject, `${'A'.repeat(43)}=`]),
        ),
      }),
      'opened',
    ),
  ],
  ['a key of what is sealed taken out', changed(({ subjectKeys: _, ...good }) => good, 'opened')],
  [
    'clear text taken out with its keys',
    changed(
      (good) => ({ ...good, subjectKeys: {}, entries: good.entries.map(({ opened: _, ...one }) => one) }),
      'opened',
    ),
  ],
  ['an empty set of keys put in', changed((good) => ({ ...good, subjectKeys: {} }))],
  [
    'a field that stands twice',
    (ground) =>
      pack(ground, ground.packs.plain.replace('"madeAt":', '"madeAt":"2020-01-01T00:00:00.000Z","madeAt":')),
  ],
  [
    'the instructions changed',
    changed((good) => ({ ...good, howToCheck: [...good.howToCheck, 'All is well.'] })),
    'broken',
    {
      independent: 'intact',
      why: 'verify.py does not know the desk’s words, and says that they were not compared',
    },
  ],
  [
    'the page shows something else',
    (ground) => pack(ground, ground.packs.page.replace('<h2>', '<p>All is well.</p><h2>')),
    'broken',
    {
      independent: 'intact',
      why: 'verify.py cannot make the page anew: it checks the JSON inside, and says so',
    },
  ],
  ['another key given', (ground) => pack(ground, ground.packs.plain, ground.log.vkey), 'unchecked'],
  ['a text given as a pack', (ground) => pack(ground, 'what is this'), 'broken'],
  ['a pack of format 1', changed((good) => ({ ...good, format: 'srs-desk-proof-pack/1' })), 'unchecked'],
];

/** What can be done to the proof pack of an order. */
export const PACK_ATTACKS: readonly Attack[] = [
  ...HEAD.map(
    ([name, value]): Attack => ({
      what: `\`${name}\` changed`,
      by: 'file',
      make: changed((good) => ({ ...good, [name]: value })),
      says: 'broken',
    }),
  ),
  ...OTHERS.map(
    ([what, make, says = 'broken', more = {}]): Attack => ({ what, by: 'file', make, says, ...more }),
  ),
  {
    what: 'a pack made by a desk that left entries out of its own index',
    by: 'key',
    make: ({ packs, keep }) => ({ kind: '--pack', path: keep(packs.short), key: packs.key }),
    says: 'intact',
    warning: /left none out is not proven|as entry \d+ states them/,
    why: 'a pack proves what the desk stated; that its index is whole is proven by the whole log (--jsonl)',
  },
];
