import { type OrderTraits, wireOrder } from './people.ts';
import type { WireOrder } from './scripted-srs.ts';

/** An External ID that a spreadsheet would run. */
export const FORMULA = '=HYPERLINK("http://x.example";"Zürich")';

const BEGAN = '2026-03-02T06:00:00.000Z';
const READY = '2026-03-02T06:01:00.000Z';
const begun = [
  ['CREATED', BEGAN],
  ['INITIALIZED', READY],
] as const;
const finished = [
  ...begun,
  ['IDENTIFICATION_DONE', '2026-03-02T06:20:00.000Z'],
  ['DATA_READY', '2026-03-02T06:25:00.000Z'],
  ['TERMINATED', '2026-03-02T06:30:00.000Z'],
] as const;
const inFebruary = [
  ['CREATED', '2026-02-10T10:00:00.000Z'],
  ['INITIALIZED', '2026-02-10T10:01:00.000Z'],
  ['TERMINATED', '2026-02-10T10:30:00.000Z'],
] as const;

/**
 * Orders that SRS has before the desk knows them, by number. 1 and 2 are placed at the desk; what of these changes later
 * stands in `build-world.ts`.
 */
const TRAITS: Readonly<Record<number, OrderTraits>> = {
  3: { externalId: FORMULA, went: [...begun, ['IDENTIFICATION_DONE', '2026-03-02T06:20:00.000Z']] },
  4: {
    externalId: 'Zürich Öl & Söhne',
    went: [...begun, ['ERROR', '2026-03-02T06:40:00.000Z']],
    more: { reason: 'Document of Jürg04 not readable: glare; "Ausweis unleserlich"' },
  },
  5: { went: [...begun, ['CANCELLED', '2026-03-02T06:15:00.000Z']] },
  6: { externalId: 'Acme ', went: [...begun, ['DATA_READY', '2026-03-02T06:25:00.000Z']] },
  7: { went: [...begun, ['PARKED_FOR_REVIEW', '2026-03-02T06:22:00.000Z']], more: { shelf: 'B-7' } },
  8: { went: finished },
  9: { externalId: null, went: finished },
  10: {},
  11: {
    issuer: 'KLARNA',
    method: 'bank',
    orderId: null,
    externalId: 'Bänk AG',
    targetUrl: 'https://klarna.example/11',
    went: [...begun, ['NEGATIVE_IDENTIFICATION', '2026-03-02T07:02:00.000Z']],
  },
  12: { targetUrl: null, went: [['CREATED', BEGAN]] },
  13: { issuer: 'test', method: 'video', orderId: null, externalId: 'TEST', person: null },
  14: {},
  15: { externalId: 'BULK' },
  16: { externalId: 'BULK' },
  17: { externalId: 'BULK', went: finished },
  18: { externalId: 'Bänk AG', issuer: 'KLARNA', method: 'bank', orderId: null, went: finished },
  19: { externalId: '+41 Ltd', went: inFebruary },
  20: { externalId: 'ACME', went: inFebruary },
  21: { externalId: '@held', went: finished },
  22: { externalId: 'GONE', went: finished },
};

/** The order as SRS has it at first. */
export function orderAtSrs(n: number): WireOrder {
  return wireOrder(n, TRAITS[n]);
}

/** Numbers of the orders that are imported. */
export const IMPORTED: readonly number[] = Object.keys(TRAITS).map(Number);
