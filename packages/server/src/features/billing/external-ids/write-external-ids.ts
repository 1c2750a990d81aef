import { aliasProblem } from '@srs-desk/shared/billing/external-id.ts';
import type { AliasRowView, ClosedEffect, GroupRowView } from '@srs-desk/shared/billing/wire.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { NotFound } from '../../../platform/errors.ts';
import { ALWAYS, reaching, requireConfirmed } from '../periods/effect-on-closed.ts';
import { readGroups } from '../prices/queries.ts';
import { askEffect } from '../reads.ts';
import { settled } from '../refusals.ts';
import { readAliases } from './queries.ts';

/** How the raw value of orders without External ID is written where a text is needed. */
const NO_EXTERNAL_ID = '(none)';

/** All aliases. */
export function listAliases(desk: Desk): AliasRowView[] {
  return readAliases(desk.reader).map(({ raw, canonical, changedAt, changedBy }) => ({
    id: raw ?? NO_EXTERNAL_ID,
    raw,
    canonical,
    changedAt: iso(changedAt),
    changedBy,
  }));
}

/** What closed months would have to be adjusted by if a raw External ID were billed as another, or as itself again (null). */
async function effectOfAlias(
  desk: Desk,
  raw: string | null,
  canonical: string | null,
): Promise<ClosedEffect | null> {
  const aliases = readAliases(desk.reader);
  const before = aliases.find((each) => each.raw === raw)?.canonical ?? raw;
  if (canonical !== null && aliasProblem(aliases, { raw, canonical }) !== null) return null;
  return askEffect(desk, {
    edit: { of: 'aliases', raw, canonical },
    touched: [ALWAYS],
    externalIds: new Set([raw, before, canonical ?? raw]),
  });
}

/**
 * Bills a raw External ID (null: orders without one) as another; the raw value stays.
 * @throws Conflict `alias_refused`, `closed_months` when it reaches into some and that was not confirmed
 */
export async function writeAlias(
  desk: Desk,
  who: Principal,
  alias: { raw: string | null; canonical: string },
  confirm?: string,
): Promise<AliasRowView> {
  const before = listAliases(desk).find((each) => each.raw === alias.raw);
  const effect = await effectOfAlias(desk, alias.raw, alias.canonical);
  requireConfirmed(effect, confirm);
  settled(
    await desk.ledger.record(
      [
        {
          name: 'billing.put_alias',
          args: { raw: alias.raw ?? '', canonical: alias.canonical, by: who.name },
        },
      ],
      [
        {
          action: before === undefined ? 'billing.alias.create' : 'billing.alias.update',
          actor: who.actor,
          origin: who.origin,
          externalId: alias.canonical,
          target: alias.raw ?? NO_EXTERNAL_ID,
          detail: {
            raw: alias.raw,
            canonical: alias.canonical,
            before: before?.canonical ?? null,
            ...reaching(effect),
          },
        },
      ],
    ),
  );
  const written = listAliases(desk).find((each) => each.raw === alias.raw);
  if (written === undefined) throw new NotFound('alias_not_found', 'The alias is gone again.');
  return written;
}

/** Takes an alias away. @throws NotFound, Conflict `closed_months` */
export async function deleteAlias(desk: Desk, who: Principal, id: string, confirm?: string): Promise<void> {
  const before = listAliases(desk).find((each) => each.id === id);
  if (before === undefined) throw new NotFound('alias_not_found', `There is no alias for ${id}.`);
  const effect = await effectOfAlias(desk, before.raw, null);
  requireConfirmed(effect, confirm);
  settled(
    await desk.ledger.record(
      [{ name: 'billing.delete_alias', args: { raw: before.raw ?? '' } }],
      [
        {
          action: 'billing.alias.delete',
          actor: who.actor,
          origin: who.origin,
          externalId: before.canonical,
          target: id,
          detail: { canonical: before.canonical, ...reaching(effect) },
        },
      ],
    ),
  );
}

/** Which External IDs are members of which price group. */
export function listGroups(desk: Desk): GroupRowView[] {
  return readGroups(desk.reader).map(({ changedAt, ...row }) => ({
    id: row.externalId,
    ...row,
    changedAt: iso(changedAt),
  }));
}

/** Puts an External ID into a price group; null takes it out. @throws NotFound, Conflict `closed_months` */
export async function writeGroup(
  desk: Desk,
  who: Principal,
  externalId: string,
  group: string | null,
  confirm?: string,
): Promise<void> {
  const before = listGroups(desk).find((each) => each.externalId === externalId)?.group ?? null;
  if (group === null && before === null) {
    throw new NotFound('group_not_found', `${externalId} is in no price group.`);
  }
  const effect = await askEffect(desk, {
    edit: { of: 'groups', externalId, group },
    touched: [ALWAYS],
    externalIds: new Set([externalId]),
  });
  requireConfirmed(effect, confirm);
  const change =
    group === null
      ? ({ name: 'billing.delete_group', args: { externalId } } as const)
      : ({ name: 'billing.put_group', args: { externalId, group, by: who.name } } as const);
  const verb = group === null ? 'delete' : before === null ? 'create' : 'update';
  settled(
    await desk.ledger.record(
      [change],
      [
        {
          action: `billing.group.${verb}`,
          actor: who.actor,
          origin: who.origin,
          externalId,
          target: group ?? before,
          detail: { group, before, ...reaching(effect) },
        },
      ],
    ),
  );
}

/** Bills single orders as an External ID, whatever they carry; null undoes that. @throws NotFound */
export async function assignOrders(
  desk: Desk,
  who: Principal,
  refIds: readonly string[],
  externalId: string | null,
): Promise<{ orders: number }> {
  const { results } = settled(
    await desk.ledger.record(
      [{ name: 'billing.assign', args: { refIds, externalId, by: who.name } }],
      refIds.map((refId) => ({
        action: externalId === null ? ('billing.alias.delete' as const) : ('billing.alias.create' as const),
        actor: who.actor,
        origin: who.origin,
        refId,
        externalId,
        target: 'order',
      })),
    ),
  );
  return { orders: results[0].done };
}
