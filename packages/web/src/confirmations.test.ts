import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIRMATIONS, REMOVALS } from '@srs-desk/shared/access/confirmations.ts';
import { describe, expect, it } from 'vitest';
import { verbs } from './verbs.ts';

const here = new URL('.', import.meta.url).pathname;
const sources = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
  .map((name) => ({ name, text: readFileSync(join(here, name), 'utf8') }));

const callersOf = (verb: string) => sources.filter(({ text }) => text.includes(`useVerb('${verb}'`));

/** What the source of an act's dialog or page holds. */
const SHOWN_BY = {
  reason: /ConfirmWithReason|ReasonInput|['"]desk\.reason/,
  ask: /Dialog|CountField|usePlacing|useUserMessage|ConfirmWithReason/,
  undo: /useOfferUndo/,
} as const;

/** Acts whose cost is plain from where they stand: what is typed and saved, asked for anew, or signed. */
const IN_PLACE = [
  ...['handOver', 'handOverCall', 'closePeriod'],
  ...[
    'addNote',
    'writeNote',
    'writeContact',
    'changePassword',
    'reauthenticate',
    'offerFactor',
    'confirmFactor',
    'changeSetting',
    'setUp',
    'endSessions',
  ],
  ...['makeBackup', 'useAccountLink'],
  ...['addPrice', 'changePrice', 'replacePrice', 'addRule', 'changeRule', 'addToGroup', 'addAlias'],
  ...[
    'assignExternalId',
    'makeKey',
    'renewKey',
    'changeHandover',
    'registerOrders',
    'importInvoice',
    'stopImport',
  ],
  ...[
    'uploadInvoiceFile',
    'previewInvoiceFile',
    'importCustomers',
    'arrangeAccounting',
    'putLogo',
    'beginMonthExport',
    'stopMonthExport',
    'reconcileInvoice',
    'syncOrder',
    'verifyOrder',
    'checkEvidence',
  ],
  ...[
    'examineConnection',
    'startTestBench',
    'stopTestBench',
    'verifyLog',
    'signLog',
    'exportReveals',
    'testNotifications',
  ],
];

describe('how much is asked before an act', () => {
  it('is told for every act there is', () => {
    // Reads take a signal beside their input.
    const acts = Object.entries(verbs).flatMap(([name, { length }]) => (length < 2 ? [name] : []));
    const told = [...Object.keys(CONFIRMATIONS), ...IN_PLACE];
    expect(acts.filter((name) => !told.includes(name))).toEqual([]);
    expect(told.filter((name) => !Object.hasOwn(verbs, name))).toEqual([]);
  });

  it.each(Object.entries(CONFIRMATIONS))('%s: %s', (verb, how) => {
    const callers = callersOf(verb);
    expect(callers.map(({ name }) => name)).not.toEqual([]);
    if (how === 'undo') expect(callers.some(({ text }) => SHOWN_BY.undo.test(text))).toBe(true);
    for (const { name, text } of callers) {
      if (how === 'reason' || how === 'ask') expect(text, name).toMatch(SHOWN_BY[how]);
      const own = Object.entries(CONFIRMATIONS).filter(([other]) => text.includes(`useVerb('${other}'`));
      const costly = own.some(([, need]) => need === 'reason' || need === 'ask');
      if (!costly)
        expect(text, `${name} asks for what can be undone`).not.toMatch(/Confirm(WithReason|Dialog)/);
    }
  });

  it('holds for all that is taken away', () => {
    const found = sources.flatMap(({ text }) =>
      [...text.matchAll(/<(RemoveButton|DeleteDialog)\s+resource="([\w-]+)"/g)].map(
        ([, by, resource]) => [resource, by === 'RemoveButton' ? 'undo' : 'ask'] as const,
      ),
    );
    expect(Object.fromEntries(found)).toEqual(REMOVALS);
  });
});
