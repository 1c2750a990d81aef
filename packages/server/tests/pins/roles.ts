import type { Response } from 'supertest';
import type { Caller } from '../http/app-fixture.ts';
import type { World } from './build-world.ts';
import { goldenJson, rowPerLine, steady } from './steady.ts';

export const ROLES = ['support', 'finance', 'admin'] as const;

/** More rows than this stand on a line each. */
const LONG_LIST = 40;

/** What of an answer is pinned: status, the headers of a list, the body. */
export async function answered(asked: PromiseLike<Response>): Promise<string> {
  const { status, headers, body } = await asked;
  if (status === 403) return `HTTP 403 ${body.code}, ${body.permission}\n`;
  const { 'content-range': range, 'x-total-capped': capped } = headers;
  const head = [`HTTP ${status}`, range, capped && `capped ${capped}`].filter(Boolean).join(', ');
  const text = Array.isArray(body) && body.length > LONG_LIST ? rowPerLine(body) : goldenJson(body);
  return `${head}\n${text}`;
}

/** What each role is told, in one golden text; a role that is told what an earlier one was says so. */
export async function perRole(world: World, tell: (who: Caller) => Promise<string>): Promise<string> {
  const told = new Map<string, string>();
  const parts: string[] = [];
  for (const role of ROLES) {
    const text = steady(await tell(world[role]));
    const earlier = told.get(text);
    parts.push(`# ${role}: ${earlier === undefined ? text : `as ${earlier}\n`}`);
    if (earlier === undefined) told.set(text, role);
  }
  return parts.join('\n');
}
