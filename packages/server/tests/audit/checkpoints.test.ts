import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startHousekeeping } from '../../src/features/audit/housekeeping.ts';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { type Fixture, startFixture, until } from '../sync/desk-fixture.ts';

describe('checkpoints, on their schedule', () => {
  let now: number;
  let fixture: Fixture;
  let received: string[];
  let status: number;
  let endpoint: Server;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    now = Date.parse('2026-03-02T08:00:00.000Z');
    received = [];
    status = 204;
    endpoint = createServer((req, res) => {
      let body = '';
      req.on('data', (chunk) => {
        body += String(chunk);
      });
      req.on('end', () => {
        received.push(body);
        res.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
    const { port } = endpoint.address() as AddressInfo;
    fixture = await startFixture({
      desk: { clock: { now: () => now } },
      env: { CHECKPOINT_URL: `http://127.0.0.1:${port}/cp` },
    });
    await fixture.desk.audit.checkpoints.now();
  });
  afterEach(async () => {
    await fixture.close();
    endpoint.closeAllConnections();
    endpoint.close();
    vi.useRealTimers();
  });

  const sizes = () =>
    fixture.desk.reader.connection
      .sql('SELECT size FROM checkpoints ORDER BY size')
      .pluck()
      .all() as number[];
  const act = () =>
    fixture.desk.ledger.record([], [{ action: 'settings.change', actor: 'user:x', origin: 'user' }]);
  const verifications = () =>
    fixture.desk.reader.connection
      .sql(
        `SELECT actor, outcome, detail ->> '$.facts.outcome' AS facts FROM entries WHERE action = 'audit.verify'`,
      )
      .all();
  /** The housekeeping looks once, so many hours later. */
  function look(hours: number): void {
    now += hours * 3_600_000;
    vi.advanceTimersByTime(3_600_000);
  }
  /** Lets time pass in the keeper's own steps. */
  async function pass(seconds: number): Promise<void> {
    for (let s = 0; s < seconds; s += 5) {
      now += 5_000;
      vi.advanceTimersByTime(5_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it('are signed within 65 s while entries come, sent on, and not at all while nothing happens', async () => {
    const before = sizes().length;
    await pass(300);
    expect(sizes().length).toBe(before);
    await act();
    await pass(30);
    expect(sizes().length).toBe(before);
    await pass(40);
    await until('the checkpoint is sent', () => received.length === 2);
    await until(
      'it counts as exported',
      () =>
        fixture.desk.reader.connection
          .sql('SELECT count(*) FROM checkpoints WHERE exported_at IS NULL')
          .pluck()
          .get() === 0,
    );
    expect(sizes().length).toBe(before + 1);
    expect(received[1]?.split('\n')[1]).toBe(String(sizes().at(-1)));
    // What the export itself wrote is no growth.
    await pass(600);
    expect(sizes().length).toBe(before + 1);
    const sent = fixture.desk.reader.connection
      .sql(`SELECT operation, origin, outcome FROM calls`)
      .raw()
      .all();
    expect(sent).toEqual([
      ['other', 'system', 'ok'],
      ['other', 'system', 'ok'],
    ]);
  });

  it('are sent again when the endpoint refused, and the page says why', async () => {
    status = 500;
    await act();
    await pass(70);
    await until('it was refused', () => fixture.desk.audit.checkpoints.problem !== null);
    expect(fixture.desk.audit.checkpoints.problem).toContain('500');
    status = 204;
    await until('it is taken', async () => {
      await pass(10);
      return fixture.desk.audit.checkpoints.problem === null;
    });
    const key = readVerifierKey(fixture.desk.audit.publicKey);
    const path = fixture.desk.reader.path;
    expect(await verifyDatabase({ path, key, checkpoints: received.slice(0, 1) })).toMatchObject({
      outcome: 'intact',
    });
  });

  it('do not wait for a clock that was set back by an hour', async () => {
    await act();
    await pass(10);
    now -= 3_600_000;
    const before = sizes().length;
    await pass(70);
    await until('it is signed', () => sizes().length === before + 1);
  });

  it('and a verification of log and tables, once a day by the desk itself', async () => {
    const verified = verifications;
    const stop = startHousekeeping(fixture.desk);
    look(23);
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    look(1);
    await until('it is verified', () => verified().length > 0);
    stop();
    expect(verified()).toEqual([{ actor: 'system', outcome: 'intact', facts: 'agree' }]);
  });

  it('and a verification again where the last one was while the clock was ahead', async () => {
    const stop = startHousekeeping(fixture.desk);
    look(30 * 24);
    await until('it is verified ahead', () => verifications().length === 1);
    await until('it rests', () => fixture.desk.audit.verification.progress === null);
    look(-30 * 24 + 1);
    await until('it is verified again', () => verifications().length === 2);
    look(1);
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    stop();
    expect(verifications()).toHaveLength(2);
  });

  it('and one that the end of the desk cuts short is no failure of the desk', async () => {
    const told = vi.spyOn(fixture.desk.log, 'error');
    const stop = startHousekeeping(fixture.desk);
    now += 24 * 3_600_000;
    vi.advanceTimersByTime(3_600_000);
    await until('it is being verified', () => fixture.desk.audit.verification.progress !== null);
    stop();
    await fixture.desk.close();
    expect(told.mock.calls).toEqual([]);
  });

  it('are signed a last time when the desk closes', async () => {
    await act();
    const path = fixture.desk.reader.path;
    await fixture.desk.close();
    const key = readVerifierKey(fixture.desk.audit.publicKey);
    const result = await verifyDatabase({ path, key });
    expect(result.storedCheckpoints.newest?.size).toBe(result.lastSeq);
    expect(readdirSync(join(path, '..'))).toContain('desk.db');
  });
});
