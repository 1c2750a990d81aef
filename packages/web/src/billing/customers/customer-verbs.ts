import type { AccountingArrangement } from '@srs-desk/shared/billing/wire.ts';
import { ask } from '../../api/http.ts';

export const customerVerbs = {
  /** Takes in a file with the columns of the export: all of it, or nothing. */
  importCustomers: ({ file }: { file: File }) =>
    ask<{ customers: number }>('customers/import', { method: 'POST', body: file }),
  /** How accounting files are arranged. */
  accounting: (_: object, signal?: AbortSignal) => ask<AccountingArrangement>('accounting', { signal }),
  arrangeAccounting: (body: AccountingArrangement) =>
    ask<AccountingArrangement>('accounting', { method: 'PUT', body }),
};
