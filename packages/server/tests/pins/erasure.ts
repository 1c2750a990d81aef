import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findCanaries } from '../audit/canaries.ts';
import { refOf } from '../billing/billing-fixture.ts';
import { PASSWORD } from '../http/app-fixture.ts';
import type { World } from './build-world.ts';
import { changedCells, columnsWith, readCells } from './database-cells.ts';
import { personOf } from './people.ts';
import { answered, perRole } from './roles.ts';

/** What must stand nowhere once the person of order `n` is erased: each value in the spellings that the desk knows. */
function clearTexts(n: number): Record<string, string> {
  const { country: _country, language: _language, ...values } = personOf(n);
  return {
    ...values,
    lowerFirstName: values.firstName.toLowerCase(),
    lowerLastName: values.lastName.toLowerCase(),
    upperLastName: values.lastName.toUpperCase(),
    mobileDigits: values.mobile.slice(3),
    targetUrl: `secret-${n}-token`,
  };
}

const ERASED = [
  ['of two orders, placed at the desk', 1],
  ['of an order in error, imported, with note and hand-over', 4],
] as const;

/** The erasure's number in the log: how many entries come before it is a matter of how long the other pins took. */
const OWN_NUMBER =
  /(?<="seq": )\d+(?=,\s*"kind": "act",\s*"id": "act-\d+",\s*"action": "order\.erase")|(?<="id": "act-)\d+(?=",\s*"action": "order\.erase")/g;

/** What an erasure takes out of the database and the data folder, and what it leaves. */
export function pinErasure(world: () => World): void {
  it.each(ERASED)('the person %s', async (_what, n) => {
    const { app, admin } = world();
    await admin.post('/api/session/reauthenticate', { password: PASSWORD });
    const path = join(app.folder, 'desk.db');
    const texts = clearTexts(n);
    const before = readCells(path);
    const answer = await admin.post(`/api/orders/${refOf(n)}/erase`, {
      reason: 'asked to',
      confirm: true,
      pending: 'leave_open',
    });
    expect(answer.status, answer.text).toBe(200);
    const after = readCells(path);
    const told = [
      '## columns with clear values before',
      ...columnsWith(before, texts),
      '## cells changed',
      ...changedCells(before, after),
      '## columns with clear values after',
      ...columnsWith(after, texts),
    ];
    await expect(`${told.join('\n')}\n`).toMatchFileSnapshot(`golden/erasure/order-${n}.txt`);
    expect(findCanaries(app.folder, Object.values(texts))).toEqual([]);
  });

  it.each([
    ['page', `/api/orders/${refOf(1)}`],
    ['page-of-error', `/api/orders/${refOf(4)}`],
    ['timeline', `/api/orders/${refOf(1)}/timeline`],
    ['timeline-of-error', `/api/orders/${refOf(4)}/timeline`],
    ['handovers', `/api/orders/${refOf(1)}/handovers`],
    ['call', '/api/calls/2'],
  ])('%s of what is left', async (name, path) => {
    const told = await perRole(world(), (who) => answered(who.get(path)));
    await expect(told.replace(OWN_NUMBER, 'N')).toMatchFileSnapshot(`golden/erasure/${name}.txt`);
  });
}
