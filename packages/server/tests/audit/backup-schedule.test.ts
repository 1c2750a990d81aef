import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backupPath } from '../../src/features/audit/backup/backup-files.ts';
import { startBackups } from '../../src/features/audit/backup/schedule.ts';
import { type Fixture, startFixture } from '../sync/desk-fixture.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('a backup every day', () => {
  let now: number;
  let fixture: Fixture;
  let begun: string[];
  let stop: () => void;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    now = Date.parse('2026-03-02T08:00:00.000Z');
    begun = [];
    stop = () => undefined;
    fixture = await startFixture({
      desk: { clock: { now: () => now } },
      env: { BACKUP_AT: '12:00', BILLING_TIME_ZONE: 'Europe/Zurich' },
    });
    vi.spyOn(fixture.desk.audit.backups, 'begin').mockImplementation(async (_, __, to) => {
      begun.push(new Date(now).toISOString());
      return { to, size: 1, lastSeq: 1 };
    });
  });
  afterEach(async () => {
    stop();
    await fixture.close();
    vi.useRealTimers();
  });

  function restart(): void {
    stop();
    stop = startBackups(fixture.desk);
  }
  /** So much later the schedule looks once; gives when it has begun backups so far. */
  function look(ms: number): string[] {
    now += ms;
    vi.advanceTimersByTime(30_000);
    return begun;
  }
  /** The log has one as made, and the folder has it no more. */
  function logMade(at: string) {
    const to = backupPath(fixture.desk.config.backups.dir, 'daily', Date.parse(at));
    const entry = { action: 'backup.create', actor: 'system', origin: 'system', target: to } as const;
    return fixture.desk.ledger.record(
      [],
      [{ ...entry, detail: { to, size: 1, lastSeq: 1, verified: true } }],
    );
  }

  it('is made at its time, and does not wait for a clock that was ahead', () => {
    restart();
    expect(look(2 * HOUR)).toEqual([]);
    expect(look(HOUR)).toHaveLength(1);
    expect(look(23 * HOUR)).toHaveLength(1);
    expect(look(HOUR)).toHaveLength(2);
    expect(look(30 * DAY)).toHaveLength(3);
    expect(look(-30 * DAY + HOUR)).toHaveLength(4);
    expect(look(22 * HOUR)).toHaveLength(4);
    expect(look(HOUR)).toHaveLength(5);
  });

  it('is made late where the log has none of the last time, whether or not the folder still has them', async () => {
    await logMade('2026-03-01T11:00:05.000Z');
    restart();
    expect(look(0)).toEqual([]);
    now += 3 * HOUR;
    restart();
    expect(look(0)).toHaveLength(1);
    await logMade('2026-03-02T11:00:05.000Z');
    await logMade('2026-04-02T11:00:05.000Z');
    restart();
    expect(look(HOUR)).toHaveLength(1);
  });
});
