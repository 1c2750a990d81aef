import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AppFixture, startApp } from '../http/app-fixture.ts';
import { register } from './desk-fixture.ts';
import { JSON_HEADERS, type RawSrs, startRawSrs } from './raw-srs.ts';
import { type Told, tellStatuses } from './told-by-srs.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('what SRS answers by an error, again and again', () => {
  let srs: RawSrs;
  let app: AppFixture;
  let now = Date.parse('2026-03-04T10:00:00.000Z');

  beforeEach(async () => {
    srs = await startRawSrs();
    app = await startApp({
      env: { SRS_BASE_URL: srs.url, RAS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` },
      desk: { clock: { now: () => now } },
    });
  });
  afterEach(async () => {
    await app.close();
    await srs.close();
  });

  async function known(told: Told): Promise<string> {
    const refId = randomUUID();
    await register(app.desk, [refId]);
    await tellStatuses(app.desk, refId, [told], {
      issuer: 'IDENTITY.TM',
      method: 'video',
      msisdn: '+41797770102',
    });
    return refId;
  }

  /** How long the order is left alone after each of so many looks; null for good. */
  async function gaps(refId: string, status: number, looks: number): Promise<(number | null)[]> {
    srs.answer = () => ({ status, headers: JSON_HEADERS, body: '{"code":"NOT_NOW"}' });
    const found: (number | null)[] = [];
    const due = app.desk.reader.connection.sql('SELECT due_at FROM order_sync WHERE ref_id = ?').pluck();
    for (let look = 0; look < looks; look += 1) {
      await app.desk.sync.syncNow(refId, { actor: 'sync', origin: 'sync' }, 'verify');
      const dueAt = due.get(refId);
      found.push(typeof dueAt === 'number' ? dueAt - now : null);
      now += 20 * MINUTE;
    }
    return found;
  }

  it.each([400, 403])(
    'is asked ever less where it is refused (%i), and no longer than what is answered',
    async (status) => {
      const young = await gaps(await known(['TERMINATED', now - 2 * DAY]), status, 25);
      expect(young[0]).toBeLessThan(MINUTE);
      expect(Math.max(...young.map((gap) => gap ?? 0))).toBeGreaterThan(11 * MINUTE);
      expect(await gaps(await known(['TERMINATED', now - 90 * DAY]), status, 1)).toEqual([null]);
    },
  );

  it('is asked again soon where SRS is not well', async () => {
    for (const days of [2, 90]) {
      const found = await gaps(await known(['TERMINATED', now - days * DAY]), 500, 15);
      for (const gap of found) expect(gap ?? DAY).toBeLessThan(11 * MINUTE);
    }
  });
});
