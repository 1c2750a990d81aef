import type { Response } from 'supertest';
import type { World } from './build-world.ts';
import { goldenJson, rowPerLine } from './steady.ts';

export const ROLES = ['support', 'finance', 'admin'] as const;

/** More rows than this stand on a line each. */
const LONG_LIST = 40;

/** What of an answer is pinned: status, the headers of a list, the body. */
function pinned(answer: Response): string {
  const { 'content-range': range, 'x-total-capped': capped } = answer.headers;
  const body: unknown = answer.body;
  if (answer.status === 403) return `HTTP 403 ${answer.body.code}, ${answer.body.permission}\n`;
  const head = [`HTTP ${answer.status}`, range, capped && `capped ${capped}`].filter(Boolean).join(', ');
  const text = Array.isArray(body) && body.length > LONG_LIST ? rowPerLine(body) : goldenJson(body);
  return `${head}\n${text}`;
}

/** The answers to each role in one golden text; a role that gets what an earlier one got says so. */
export async function perRole(
  world: World,
  ask: (who: World['admin']) => PromiseLike<Response>,
): Promise<string> {
  const told = new Map<string, string>();
  const parts: string[] = [];
  for (const role of ROLES) {
    const text = pinned(await ask(world[role]));
    const earlier = told.get(text);
    parts.push(`# ${role}: ${earlier === undefined ? text : `as ${earlier}\n`}`);
    if (earlier === undefined) told.set(text, role);
  }
  return parts.join('\n');
}
