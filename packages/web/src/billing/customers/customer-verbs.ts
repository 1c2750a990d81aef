import { ask } from '../../api/http.ts';

export const customerVerbs = {
  /** Takes in a file with the columns of the export: all of it, or nothing. */
  importCustomers: ({ file }: { file: File }) =>
    ask<{ customers: number }>('customers/import', { method: 'POST', body: file }),
};
