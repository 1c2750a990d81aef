import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startServer } from '../../src/app/start-server.ts';
import { bundled } from '../bundle/bundles.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { configFor, register } from '../sync/desk-fixture.ts';

const SRS = { url: 'http://127.0.0.1:9', tokenUrl: 'http://127.0.0.1:9/token' };

it('desk orders person-file writes the file once, for its owner alone, and is recorded as the command line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'srs-person-file-'));
  const { desk, stop } = await startServer(configFor(SRS, folder, { PORT: '0' }), {
    logLevel: 'silent',
    sync: false,
  });
  const personFile = (refId: string, out: string, ...more: string[]) =>
    new Promise<{ code: number | null; told: string }>((resolve) => {
      const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: folder };
      const args = [
        'orders',
        'person-file',
        '--ref-id',
        refId,
        '--reason',
        'letter of 3 March',
        '--out',
        out,
      ];
      const child = spawn(process.execPath, [bundled('desk'), ...args, ...more], { env, cwd: folder });
      let told = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (text) => {
          told += String(text);
        });
      }
      child.once('close', (code) => resolve({ code, told }));
    });
  try {
    const refId = randomUUID();
    await register(desk, [refId]);
    const page = join(folder, 'person.html');
    const made = await personFile(refId, page, '--lang', 'de');
    expect(made).toEqual({ code: 0, told: `written to ${page}: it holds personal data in clear\n` });
    expect(statSync(page).mode & 0o777).toBe(0o600);
    expect(readFileSync(page, 'utf8')).toContain('Was über Sie bekannt ist');

    const data = join(folder, 'person.json');
    expect((await personFile(refId, data, '--format', 'json')).code).toBe(0);
    expect(JSON.parse(readFileSync(data, 'utf8')).refIds).toEqual([refId]);

    expect(await personFile(refId, page)).toMatchObject({
      code: 2,
      told: expect.stringContaining('is there already'),
    });
    expect(readFileSync(page, 'utf8')).toContain('Was über Sie bekannt ist');
    const unknown = await personFile(randomUUID(), join(folder, 'none.html'));
    expect(existsSync(join(folder, 'none.html'))).toBe(false);
    expect(unknown).toMatchObject({ code: 1, told: expect.stringContaining('no order with this Ref ID') });

    const entries = desk.reader.connection
      .sql(`SELECT ${ENTRY_JSON} FROM entries WHERE action = 'personal_data.disclose' ORDER BY seq`)
      .pluck()
      .all()
      .map((bytes) => JSON.parse(String(bytes)));
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({ refId, origin: 'cli', detail: { format: 'html', lang: 'de' } });
    expect(entries[1]).toMatchObject({ refId, origin: 'cli', detail: { format: 'json' } });
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
