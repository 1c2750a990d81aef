import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openReader } from '../../src/platform/db/reader.ts';
import { bundled } from '../bundle/bundles.ts';

it('ends by SIGTERM, its log written to the end, though a thread is inside a query that never ends', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'desk-stuck-'));
  const desk = spawn(process.execPath, [bundled('stuck-desk'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const ended = once(desk, 'exit');
    await Promise.race([once(desk.stdout, 'data'), ended]);
    desk.kill('SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
    const reader = openReader(join(folder, 'desk.db'));
    const last = reader.connection.sql('SELECT action FROM entries ORDER BY seq DESC LIMIT 1').pluck().get();
    reader.close();
    expect(last).toBe('system.stop');
  } finally {
    desk.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
});
