import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insistOnSignature, type Verification } from '../../../src/features/audit/verify/finding.ts';
import { readVerifierKey } from '../../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyConsistencyText } from '../../../src/features/audit/verify/verify-consistency.ts';
import { verifyDatabase } from '../../../src/features/audit/verify/verify-database.ts';
import { verifyJsonl } from '../../../src/features/audit/verify/verify-jsonl.ts';
import { verifyPack } from '../../../src/features/audit/verify/verify-pack.ts';
import { exportFile } from '../export-file.ts';
import { type IndependentVerdict, verifyAllIndependently } from '../independent.ts';
import type { Attack, Ground, Sample } from './attack.ts';
import { CONSISTENCY_ATTACKS } from './consistency-attacks.ts';
import { DATABASE_ATTACKS } from './database-attacks.ts';
import { EXPORT_ATTACKS } from './export-attacks.ts';
import { prepareGround } from './ground.ts';
import { PACK_ATTACKS } from './pack-attacks.ts';
import { attacksPage } from './page.ts';
import { WHOLE_LOG_ATTACKS } from './whole-log-attacks.ts';

/** What is attacked, and how. */
const ATTACKS: Readonly<Record<string, readonly Attack[]>> = {
  'The database': DATABASE_ATTACKS,
  'The whole log, and checkpoints': WHOLE_LOG_ATTACKS,
  'An export': EXPORT_ATTACKS,
  'A proof pack': PACK_ATTACKS,
  'A consistency proof': CONSISTENCY_ATTACKS,
};
const EXIT = { intact: 0, broken: 1, unchecked: 2 } as const;

/** Nothing was done to these. */
const UNTOUCHED: Attack['make'][] = [
  ({ log }) => ({ kind: '--db', path: log.path }),
  ({ log, notes }) => ({ kind: '--db', path: log.path, checkpoints: [notes.first, notes.last] }),
  ({ log, keep }) => ({ kind: '--jsonl', path: exportFile(log.path, keep('')) }),
  ({ packs, keep }) => ({ kind: '--pack', path: keep(packs.plain), key: packs.key }),
  ({ packs, keep }) => ({ kind: '--pack', path: keep(packs.opened), key: packs.key }),
  ({ packs, keep }) => ({ kind: '--pack', path: keep(packs.page), key: packs.key }),
];

interface Tried {
  sample: Sample;
  independent: IndependentVerdict;
}

describe('whoever holds the file, or the key as well', () => {
  let ground: Ground & { remove(): void };
  const tried = new Map<Attack['make'], Tried>();

  /** The product's verdict, as the command line gives it. */
  async function productOn({ kind, path, key, checkpoints = [] }: Sample): Promise<Verification> {
    const verifier = readVerifierKey(key ?? ground.log.vkey);
    const how = { path, key: verifier, checkpoints };
    if (kind === '--db') return insistOnSignature(await verifyDatabase(how));
    if (kind === '--jsonl') return insistOnSignature(await verifyJsonl(how));
    const text = readFileSync(path, 'utf8');
    return kind === '--pack'
      ? verifyPack(text, verifier)
      : verifyConsistencyText(text, checkpoints[0] ?? '', [verifier]);
  }

  beforeAll(async () => {
    ground = await prepareGround();
    const makers = [...UNTOUCHED, ...Object.values(ATTACKS).flatMap((of) => of.map(({ make }) => make))];
    const samples: [Attack['make'], Sample][] = [];
    for (const make of makers) samples.push([make, await make(ground)]);
    const verdicts = verifyAllIndependently(
      ground.log.folder,
      samples.map(([, { kind, path, key = ground.log.vkey, checkpoints = [] }]) => ({
        source: [kind, path],
        key,
        checkpoints,
      })),
    );
    for (const [at, [make, sample]] of samples.entries()) {
      const independent = verdicts[at];
      if (independent !== undefined) tried.set(make, { sample, independent });
    }
  });
  afterAll(() => ground.remove());

  function outcomeOf(make: Attack['make']): Tried {
    const found = tried.get(make);
    if (found === undefined) throw new Error('it was not tried');
    return found;
  }

  it.each(UNTOUCHED)('find nothing changed in what was not (%#)', async (make) => {
    const { sample, independent } = outcomeOf(make);
    expect(independent).toMatchObject({ code: 0, out: expect.stringMatching(/^INTACT/) });
    expect(await productOn(sample)).toMatchObject({ outcome: 'intact', finding: null });
  });

  describe.each(Object.entries(ATTACKS))('%s', (_, attacks) => {
    it.each(attacks.map((attack) => [attack.what, attack] as const))('%s', async (_, attack) => {
      const { make, says, independent: theirs = says, finding, warning } = attack;
      const { sample, independent } = outcomeOf(make);
      const verdict = await productOn(sample);
      expect(
        [verdict.outcome, independent.code],
        `${verdict.finding?.detail} ${verdict.problem}\n${independent.out}`,
      ).toEqual([says, EXIT[theirs]]);
      if (finding !== undefined) expect(verdict.finding).toMatchObject(finding);
      if (warning !== undefined) {
        expect(verdict.warnings.join('\n')).toMatch(warning);
        expect(independent.out).toMatch(warning);
      }
    });
  });

  it('finds each, or the document says why not', async () => {
    const silent = Object.values(ATTACKS).flatMap((of) =>
      of.filter(
        ({ says, independent = says, why }) =>
          (says === 'intact' || independent === 'intact' || says !== independent) && why === undefined,
      ),
    );
    expect(silent.map(({ what }) => what)).toEqual([]);
    await expect(attacksPage(ATTACKS)).toMatchFileSnapshot('../../../../../docs/audit-log-attacks.md');
  });
});
