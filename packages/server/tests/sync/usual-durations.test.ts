import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { placeOrder } from '../../src/features/orders/placing/place-order.ts';
import type { Principal } from '../../src/platform/desk.ts';
import { startFixture } from './desk-fixture.ts';
import { JSON_HEADERS, startRawSrs } from './raw-srs.ts';
import { tellStatuses } from './told-by-srs.ts';

const ADMIN: Principal = { kind: 'user', name: 'admin', role: 'admin', actor: 'user:admin', origin: 'user' };
const AT = Date.parse('2026-10-31T10:00:00.000Z');
const VIDEO = { issuer: 'IDENTITY.TM', method: 'VIDEO' };

it('how long a status lasts is learned in the order of the history, whenever SRS told of it', async () => {
  const srs = await startRawSrs();
  const { desk, close } = await startFixture({
    env: { SRS_BASE_URL: srs.url, RAS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` },
  });
  onTestFinished(async () => {
    await close();
    await srs.close();
  });
  for (let count = 0; count < 30; count++) {
    const refId = randomUUID();
    const answer = { refId, ...VIDEO, status: 'INITIALIZED', createdAt: new Date(AT).toISOString() };
    srs.answer = () => ({ status: 201, headers: JSON_HEADERS, body: JSON.stringify(answer) });
    await placeOrder(desk, ADMIN, VIDEO);
    await tellStatuses(
      desk,
      refId,
      [
        ['CREATED', AT + 5],
        ['INITIALIZED', AT + 1_000],
        ['IDENTIFICATION_DONE', AT + 600_000],
      ],
      VIDEO,
    );
  }
  await desk.ledger.recordWithoutEntry([{ name: 'order.learn_durations', args: null }]);
  const learned = desk.reader.connection
    .sql('SELECT status, p90_seconds AS seconds FROM usual_durations')
    .all();
  expect(learned).toEqual([{ status: 'initialized', seconds: 600 }]);
});
