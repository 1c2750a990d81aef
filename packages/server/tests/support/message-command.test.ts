import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '@srs-desk/simulator/start-simulator.ts';
import { expect, it } from 'vitest';
import { startServer } from '../../src/app/start-server.ts';
import { readMessage } from '../../src/features/support/messages/read-message.ts';
import { bundled } from '../bundle/bundles.ts';
import { configFor } from '../sync/desk-fixture.ts';

const BY = { actor: 'system', origin: 'system' } as const;

function message(folder: string, ...args: string[]): Promise<{ code: number | null; out: string }> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: folder };
  const child = spawn(process.execPath, [bundled('desk'), 'message', ...args], { env, cwd: tmpdir() });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      out += String(text);
    });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out })));
}

it('desk message prints what the page and the API give, and refuses what does not hold', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'srs-message-'));
  const simulator = await startSimulator({ port: 0, speed: 0.001, seed: 3, population: 'none' });
  const config = configFor({ url: simulator.url, tokenUrl: simulator.tokenUrl }, folder, { PORT: '0' });
  const { desk, stop } = await startServer(config, { logLevel: 'silent', sync: false });
  try {
    const [order] = simulator.simulation.addOrders(1, 5, { fate: 'abandoned', issuer: 'IDENTITY.TM' });
    if (order === undefined) throw new Error('the simulator gave no order');
    const { refId } = order;
    simulator.simulation.setStatus(order, { status: 'INITIALIZED' });
    const args = {
      lines: [{ refId, subjectId: randomUUID() }],
      knownBy: 'import',
      action: 'order.import',
      ...BY,
    };
    await desk.ledger.record([{ name: 'order.register', args } as never], []);
    await desk.sync.syncNow(refId, BY);
    for (const lang of ['en', 'de'] as const) {
      const { subject, body, targetUrl } = readMessage(desk, refId, { lang });
      expect(body).toContain(targetUrl);
      expect(await message(folder, '--ref-id', refId, '--lang', lang)).toEqual({
        code: 0,
        out: `${subject}\n\n${body}\n`,
      });
    }
    const refused = await message(folder, '--ref-id', refId, '--situation', 'can_sign');
    expect(refused).toMatchObject({ code: 1, out: expect.stringContaining('not known of the order') });
    expect(await message(folder, '--ref-id', randomUUID())).toMatchObject({
      code: 1,
      out: expect.stringContaining('is known here'),
    });
  } finally {
    await stop();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
