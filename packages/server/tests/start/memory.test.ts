import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { freePort } from '../../bench/seed/served-desk.ts';
import { openReader } from '../../src/platform/db/reader.ts';
import { bundled } from '../bundle/bundles.ts';
import { until } from '../sync/desk-fixture.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../../..');
const MIB = 1024 ** 2;

/** What the unit of systemd and the container set for the sake of memory. */
function leanVariables(file: string): Record<string, string> {
  const pairs = readFileSync(join(ROOT, file), 'utf8').matchAll(/(NODE_OPTIONS|MALLOC_\w+)=(\S+)/g);
  return Object.fromEntries([...pairs].map(([, name, value]) => [name, value]));
}

it('is started with the same settings by systemd and in a container', () => {
  const unit = leanVariables('deploy/systemd/srs-desk.service');
  expect(Object.keys(unit)).toContain('MALLOC_ARENA_MAX');
  expect(leanVariables('Dockerfile')).toEqual(unit);
});

it('keeps its new space small where it is started like that', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'srs-lean-'));
  const metrics = await freePort();
  const nowhere = 'http://127.0.0.1:9';
  const desk = spawn(process.execPath, [bundled('main')], {
    cwd: folder,
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      ...leanVariables('deploy/systemd/srs-desk.service'),
      DESK_MODE: 'serve',
      DATA_DIR: join(folder, 'data'),
      PORT: String(await freePort()),
      GATEWAY_PORT: String(await freePort()),
      METRICS_PORT: String(metrics),
      SRS_BASE_URL: nowhere,
      SRS_TOKEN_URL: `${nowhere}/oauth/token`,
      RAS_BASE_URL: nowhere,
      SRS_CLIENT_ID: 'lean',
      SRS_CLIENT_SECRET: 'lean-secret',
    },
  });
  const ended = once(desk, 'exit');
  try {
    let told = '';
    await until(
      'the desk measures itself',
      async () => {
        const answer = await fetch(`http://127.0.0.1:${metrics}/metrics`).catch(() => null);
        told = answer?.ok ? await answer.text() : '';
        return told !== '';
      },
      30_000,
    );
    const newSpace = /^nodejs_heap_space_size_total_bytes\{space="new"\} (\S+)$/m.exec(told)?.[1];
    expect(Number(newSpace) / MIB).toBeLessThanOrEqual(8);
    expect(Number(newSpace)).toBeGreaterThan(0);
    const reader = openReader(join(folder, 'data/desk.db'));
    expect(reader.connection.sql('PRAGMA mmap_size').pluck().get()).toBe(0);
    reader.close();
  } finally {
    desk.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
