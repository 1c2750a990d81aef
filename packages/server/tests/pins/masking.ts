import { expect, it } from 'vitest';
import { refOf } from '../billing/billing-fixture.ts';
import type { World } from './build-world.ts';
import { ROLES } from './roles.ts';

const N = 8;
const ORDER = `/api/orders/${refOf(N)}`;
const OF_ORDER = encodeURIComponent(JSON.stringify({ refId: refOf(N) }));

/** Fields whose clear values say something of the person or the case. */
const PERSONAL = [
  'msisdn',
  'firstName',
  'lastName',
  'birthDate',
  'email',
  'country',
  'language',
  'statusReason',
  'targetUrl',
  'revealed',
  'samePerson',
];

type Row = Record<string, unknown>;

/** One line per role, view and field; a key that is not there is `absent`. */
async function shown(world: World): Promise<string[]> {
  const lines: string[] = [];
  for (const role of ROLES) {
    const who = world[role];
    const views: Record<string, Row> = {
      list: (await who.get(`/api/orders?filter=${OF_ORDER}`)).body[0],
      page: (await who.get(ORDER)).body,
      search: (await who.post('/api/search', { q: refOf(N) })).body.hits[0],
    };
    for (const [view, row] of Object.entries(views)) {
      for (const field of PERSONAL) {
        lines.push(`${role} ${view} ${field}: ${field in row ? JSON.stringify(row[field]) : 'absent'}`);
      }
    }
    for (const { id, operation } of (await who.get(`/api/calls?filter=${OF_ORDER}`)).body) {
      const { bodies, requestBody, responseBody }: Row = (await who.get(`/api/calls/${id}`)).body;
      lines.push(`${role} call ${id} ${operation}: ${bodies}, ${requestBody}, ${responseBody}`);
    }
  }
  return lines;
}

/** What is masked for whom, and what a reveal changes, for the one who asked and for nobody else. */
export function pinMasking(world: () => World): void {
  it('every personal field, before and after it is revealed to one of them', async () => {
    let before = await shown(world());
    await expect(`${before.join('\n')}\n`).toMatchFileSnapshot('golden/masked.txt');
    const told: string[] = [];
    for (const fields of [['msisdn'], ['firstName', 'lastName'], ['email', 'birthDate']]) {
      const answer = await world().admin.post(`${ORDER}/reveal`, { reason: 'asked by phone', fields });
      expect(answer.status, answer.text).toBe(200);
      const now = await shown(world());
      const changed = now.filter((line, at) => line !== before[at]);
      told.push(
        `## ${fields.join(', ')}`,
        ...PERSONAL.map((field) => `${field}: ${JSON.stringify(answer.body[field])}`),
        ...changed,
      );
      before = now;
    }
    await expect(`${told.join('\n')}\n`).toMatchFileSnapshot('golden/revealed.txt');
  });
}
