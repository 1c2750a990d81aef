import { describe, expect, it } from 'vitest';
import { orderDetail, orderList, orderListFor, orderRow } from '../api/orders.ts';
import { EXPORT_COLUMNS, ORDER_FIELDS, type OrderField, orderField, orderFieldsWith } from './fields.ts';

const ALL = Object.keys(ORDER_FIELDS) as OrderField[];

/** What the page is told beside the fields of the order. */
const BESIDE_THE_ORDER: ReadonlySet<string> = new Set(['revealed', 'triageFacts', 'cancellationRequest']);

describe('the fields of an order', () => {
  it('never show the person or the case to who may not see them, and an erasure takes both', () => {
    for (const key of ALL) {
      const { person, mask, hidden, erased } = orderField(key);
      if (person) expect({ key, hidden, erased }).toEqual({ key, hidden: true, erased: true });
      if (mask) expect({ key, person }).toEqual({ key, person: true });
    }
  });

  it('export what a row holds, but nothing that people set at work', () => {
    for (const key of EXPORT_COLUMNS) expect(orderField(key)).toMatchObject({ row: true });
    for (const key of orderFieldsWith('work')) expect(EXPORT_COLUMNS).not.toContain(key);
  });

  it('may be absent exactly where they are hidden', () => {
    for (const shape of [orderRow.shape, orderDetail.shape]) {
      for (const [key, schema] of Object.entries(shape)) {
        if (BESIDE_THE_ORDER.has(key)) continue;
        const hidden = 'hidden' in orderField(key as OrderField);
        expect({ key, absent: schema.safeParse(undefined).success }).toEqual({ key, absent: hidden });
      }
    }
  });

  it('keep what never leaves the server out of rows and pages', () => {
    for (const key of ['subjectId', 'personToken'] as const) {
      expect(Object.keys(orderDetail.shape)).not.toContain(key);
      expect(Object.keys(orderRow.shape)).not.toContain(key);
    }
  });

  it('rank every filter and range that all may ask for, so that a list knows which index to take', () => {
    for (const key of ALL) {
      const { filter, range, work, narrows } = orderField(key);
      if ((filter || range) && !work)
        expect({ key, ranked: narrows !== undefined }).toEqual({ key, ranked: true });
    }
  });

  it('let finance filter by all but who works on an order', () => {
    const names = Object.keys(orderList.filters);
    expect(Object.keys(orderListFor('finance').filters)).toEqual(names.filter((name) => name !== 'assignee'));
    expect(orderListFor('support')).toEqual(orderList);
  });
});
