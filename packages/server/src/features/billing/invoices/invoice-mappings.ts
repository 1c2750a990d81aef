import type { MappingRow } from '@srs-desk/shared/billing/wire.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { NotFound } from '../../../platform/errors.ts';
import { settled } from '../refusals.ts';
import { readMappings } from './queries.ts';

/** Column mappings remembered per supplier, latest first. */
export function listMappings(desk: Desk): MappingRow[] {
  return readMappings(desk.reader).map(({ supplier, mapping, changedAt, changedBy }) => ({
    id: supplier,
    supplier,
    mapping,
    changedAt: iso(changedAt),
    changedBy,
  }));
}

/** Forgets a supplier's mapping; its next invoice is mapped anew. @throws NotFound */
export async function deleteMapping(desk: Desk, who: Principal, supplier: string): Promise<void> {
  const before = listMappings(desk).find((each) => each.id === supplier);
  if (before === undefined) throw new NotFound('mapping_not_found', `No mapping is kept for ${supplier}.`);
  settled(
    await desk.ledger.record(
      [{ name: 'billing.delete_mapping', args: { supplier } }],
      [
        {
          action: 'billing.mapping.delete',
          actor: who.actor,
          origin: who.origin,
          target: supplier,
          detail: { before: { ...before.mapping } },
        },
      ],
    ),
  );
}
