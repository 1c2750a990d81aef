import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Pool } from 'undici';
import { type BareAnswer, BareWriter } from './bare-writer.ts';
import { derivedByStatus, standingOrders } from './standing-orders.ts';

/** As many as the desk has under way. */
const CONCURRENCY = 128;

/**
 * The same durable work without the desk: per call an intent that is on disk before the request, then the outcome and every row
 * that the desk writes of an order that moved on, chained and sealed. Nothing is read or decided: what stands and what is to
 * be written is prepared before the clock runs. One thread; what waits is committed together. `refIds`: orders that the
 * desk has looked at once; `like`: such as it has seen move on. Spoils the log of the folder. Gives calls per second.
 */
export async function bareLoop(
  folder: string,
  url: string,
  refIds: readonly string[],
  like: readonly string[],
): Promise<number> {
  const db = new Database(join(folder, 'desk.db'));
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -65536');
  db.pragma('mmap_size = 268435456');
  const waiting = standingOrders(db, refIds);
  const writer = new BareWriter(db, derivedByStatus(db, like));
  const token = await tokenOf(url);
  const pool = new Pool(url, { connections: CONCURRENCY });
  let next = 0;
  let calls = 0;
  const worker = async (): Promise<void> => {
    for (let order = waiting[next++]; order !== undefined; order = waiting[next++]) {
      const one = order;
      const path = `/api/identifications/${one.refId}`;
      const correlationId = randomUUID();
      const callId = await writer.do(() => writer.intent(one, path, correlationId));
      const headers = {
        authorization: `Bearer ${token}`,
        'x-correlation-id': correlationId,
        accept: 'application/json',
      };
      const answer = await pool.request({ path, method: 'GET', headers });
      const text = await answer.body.text();
      const facts = JSON.parse(text) as BareAnswer;
      await writer.do(() => writer.outcome(one, callId, answer.statusCode, text, facts));
      calls += 1;
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  const seconds = (performance.now() - startedAt) / 1_000;
  await pool.close();
  db.close();
  return calls / seconds;
}

/** A token of the simulator for calls made without the desk. */
export async function tokenOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&client_id=missswaggerclient&client_secret=missswaggerclientsecret&scope=miss',
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
