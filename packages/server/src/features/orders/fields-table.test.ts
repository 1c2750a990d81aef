import { type OrderField, orderField } from '@srs-desk/shared/order/fields.ts';
import { getTableColumns } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { STORED_FIELDS } from './order-columns.ts';
import { orders } from './table.ts';

const { id: _, ...COLUMNS } = getTableColumns(orders);

describe('the table of orders', () => {
  it('has a column for every field that is stored in it, and none besides but its number', () => {
    expect([...STORED_FIELDS].sort()).toEqual(Object.keys(COLUMNS).sort());
  });

  it('is empty where a field may be without a value, and nowhere else', () => {
    for (const [key, column] of Object.entries(COLUMNS)) {
      const field = orderField(key as OrderField);
      if (field.kind === 'bytes') continue;
      // What stands in for a value that is not known is stored all the same.
      const never = field.onlyIf !== undefined || !field.wire.safeParse(null).success;
      expect({ key, notNull: column.notNull }).toEqual({ key, notNull: never });
    }
  });
});
