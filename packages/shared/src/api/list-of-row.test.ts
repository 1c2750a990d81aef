import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { listOfRow } from './list-of-row.ts';

describe('what a short list can do', () => {
  it('follows from the plain fields of its rows', () => {
    const row = z.object({
      id: z.int(),
      refId: z.string().nullable(),
      state: z.enum(['open', 'closed']).optional(),
      createdAt: z.iso.datetime(),
      mine: z.boolean(),
      view: z.object({ columns: z.array(z.string()) }),
    });
    expect(listOfRow(row)).toEqual({
      filters: {
        id: { type: 'integer' },
        refId: { type: 'text' },
        state: { type: 'choice', values: ['open', 'closed'] },
        createdAt: { type: 'text' },
      },
      ranges: [],
      sorts: ['id', 'refId', 'state', 'createdAt'],
      defaultSort: ['id', 'ASC'],
      q: false,
    });
  });
});
