import { describe, expect, it } from 'vitest';
import { ATTENTION_CODES, inAttentionOrder } from './attention.ts';
import {
  fromWireStatus,
  isCancellable,
  isFinal,
  isPending,
  isSameStatus,
  ORDER_STATUSES,
  type OrderStatus,
  VERIFY_STATUSES,
} from './status.ts';
import { classifyTransition } from './transitions.ts';

describe('wire names', () => {
  const table: [string | null | undefined, OrderStatus][] = [
    ['CREATED', 'created'],
    ['Initialized', 'initialized'],
    ['IDENTIFICATION_DONE', 'identification_done'],
    ['Identification done', 'identification_done'],
    ['identification-done', 'identification_done'],
    ['dataReady', 'data_ready'],
    [' TERMINATED\n', 'terminated'],
    ['IDENTIFICATION_NEGATIVELY_CONDUCTED', 'error'],
    ['Negative Identification', 'error'],
    ['Error', 'error'],
    ['CANCELED', 'cancelled'],
    ['CANCELLED', 'cancelled'],
    ['SOMETHING_NEW', 'unknown'],
    ['', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ];
  it.each(table)('%j reads as %s', (wire, status) => {
    expect(fromWireStatus(wire)).toBe(status);
  });

  it.each([
    ['CANCELED', 'Cancelled', true],
    ['ERROR', 'NEGATIVE_IDENTIFICATION', true],
    ['ON_HOLD', 'on hold', true],
    ['ON_HOLD', 'WAITING', false],
    ['ON_HOLD', 'ERROR', false],
    ['TERMINATED', 'DATA_READY', false],
  ])('%j and %j mean the same: %s', (wire, other, same) => {
    expect(isSameStatus(wire, other)).toBe(same);
    expect(isSameStatus(other, wire)).toBe(same);
  });
});

describe('pending and final', () => {
  const finalPairs = ORDER_STATUSES.flatMap((status) =>
    VERIFY_STATUSES.filter((verify) => isFinal(status, verify)).map((verify) => `${status}/${verify}`),
  );
  it('is final exactly after error, cancelled, and terminated with evidence', () => {
    expect(finalPairs).toEqual([
      'terminated/valid',
      'terminated/expired',
      ...VERIFY_STATUSES.map((verify) => `error/${verify}`),
      ...VERIFY_STATUSES.map((verify) => `cancelled/${verify}`),
    ]);
  });
  it('is pending exactly before the ends and when unknown', () => {
    expect(ORDER_STATUSES.filter(isPending)).toEqual([
      'created',
      'initialized',
      'identification_done',
      'data_ready',
      'unknown',
    ]);
  });
  it('is never pending and final at once; terminated is not cancellable', () => {
    for (const status of ORDER_STATUSES)
      for (const verify of VERIFY_STATUSES) expect(isPending(status) && isFinal(status, verify)).toBe(false);
    expect(isCancellable('terminated')).toBe(false);
    expect(isCancellable('unknown')).toBe(true);
  });
});

describe('transitions', () => {
  it.each([
    [null, 'terminated', 'first'],
    ['created', 'created', 'same'],
    ['created', 'initialized', 'forward'],
    ['initialized', 'terminated', 'forward'],
    ['initialized', 'error', 'failed'],
    ['data_ready', 'cancelled', 'cancelled'],
    ['initialized', 'created', 'regression'],
    ['terminated', 'data_ready', 'regression'],
    ['terminated', 'error', 'regression'],
    ['error', 'initialized', 'regression'],
    ['cancelled', 'terminated', 'regression'],
    ['initialized', 'unknown', 'unknown'],
    ['unknown', 'initialized', 'recognised'],
    ['error', 'unknown', 'unknown'],
  ] as const)('%s → %s is %s', (from, to, kind) => {
    expect(classifyTransition(from, to)).toBe(kind);
  });
});

it('attention codes come without doubles, in the order of the contract', () => {
  expect(inAttentionOrder(['stuck', 'error', 'stuck'])).toEqual(['error', 'stuck']);
  expect(inAttentionOrder([...ATTENTION_CODES].reverse())).toEqual([...ATTENTION_CODES]);
});
