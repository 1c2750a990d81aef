import type { Response } from 'supertest';
import { expect, it } from 'vitest';
import { refOf } from '../billing/billing-fixture.ts';
import type { World } from './build-world.ts';
import { answered, perRole } from './roles.ts';
import { ASKED, PAGES, REFUSED, SOUGHT } from './screen-paths.ts';
import { goldenJson } from './steady.ts';

/** An order's number in this world, or the id of another row. */
function numberOf({ id }: { id: string | number }): string | number {
  return String(id).startsWith(refOf(0).slice(0, 24)) ? Number(String(id).slice(-12)) : id;
}

/** Of a list that came, only which rows. */
async function rowsOnly(asked: PromiseLike<Response>): Promise<Response> {
  const answer = await asked;
  if (Array.isArray(answer.body)) answer.body = answer.body.map(numberOf);
  return answer;
}

/** Of an entry's proof only the names: which checkpoint proves it depends on when the log signed one by itself. */
async function withoutProof(asked: PromiseLike<Response>): Promise<Response> {
  const answer = await asked;
  if (answer.body.proof) answer.body.proof = Object.keys(answer.body.proof);
  return answer;
}

async function complaint(asked: PromiseLike<Response>): Promise<string> {
  const { status, body } = await asked;
  return goldenJson({ status, code: body.code, errors: body.errors });
}

type Described = Record<string, Record<string, { parameters: { name: string; schema: unknown }[] }>>;

/** What each role is shown: the pages, lists asked in every way, the search box. */
export function pinScreens(world: () => World): void {
  it.each(Object.entries(PAGES))('%s', async (name, path) => {
    const told = await perRole(world(), (who) => answered(who.get(path)));
    await expect(told).toMatchFileSnapshot(`golden/pages/${name}.txt`);
  });

  it('an entry of the log', async () => {
    const told = await perRole(world(), (who) => answered(withoutProof(who.get('/api/audit/40'))));
    await expect(told).toMatchFileSnapshot('golden/pages/audit-entry.txt');
  });

  it.each(Object.entries(ASKED))('rows of %s, filtered, sorted, cut', async (list, queries) => {
    const told: string[] = [];
    for (const query of queries) {
      const rows = await perRole(world(), (who) => answered(rowsOnly(who.get(`/api/${list}?${query}`))));
      told.push(`## ${decodeURIComponent(query)}\n${rows}`);
    }
    await expect(told.join('\n')).toMatchFileSnapshot(`golden/asked/${list.replaceAll('/', '-')}.txt`);
  });

  it('what the search box finds', async () => {
    const told: string[] = [];
    for (const q of SOUGHT) {
      const hits = await perRole(world(), (who) => answered(who.post('/api/search', { q, limit: 5 })));
      told.push(`## ${q}\n${hits}`);
    }
    await expect(told.join('\n')).toMatchFileSnapshot('golden/search.txt');
  });
}

/** What each role is refused, and in which words. */
export function pinRefusals(world: () => World): void {
  it.each(Object.keys(ASKED))('what %s says to filters and sorts that are not allowed', async (list) => {
    const told: string[] = [];
    for (const query of REFUSED) {
      const words = await perRole(world(), (who) => complaint(who.get(`/api/${list}?${query}`)));
      told.push(`## ${decodeURIComponent(query)}\n${words}`);
    }
    await expect(told.join('\n')).toMatchFileSnapshot(`golden/refused/${list.replaceAll('/', '-')}.txt`);
  });

  it('what may not be done at all', async () => {
    const { body } = await world().finance.get(`/api/orders/${refOf(4)}/timeline`);
    await expect(goldenJson(body)).toMatchFileSnapshot('golden/refused/by-role.txt');
  });

  it('what the description of the API says each call takes', async () => {
    const { body } = await world().admin.get('/api/openapi.json');
    const paths: Described = body.paths;
    const taken = Object.entries(paths).flatMap(([path, calls]) =>
      Object.entries(calls).map(([method, { parameters }]) => [
        `${method} ${path}`,
        Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
      ]),
    );
    await expect(goldenJson(Object.fromEntries(taken))).toMatchFileSnapshot('golden/openapi.txt');
  });
}
