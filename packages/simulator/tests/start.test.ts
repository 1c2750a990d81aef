import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { start, stopAll } from './harness.ts';

afterEach(stopAll);

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

function run(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    env: { PATH: process.env.PATH ?? '', SIMULATOR_POPULATION: 'none', ...environment },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (part) => {
    out += part;
  });
  child.stderr.on('data', (part) => {
    err += part;
  });
  return { child, out: () => out, err: () => err };
}

describe('configuration', () => {
  it('has the documented defaults', () => {
    expect(readConfig({ SIMULATOR_PORT: '' })).toEqual({
      options: {
        port: 4010,
        host: '127.0.0.1',
        speed: 1,
        seed: 1,
        arrivalsPerMinute: 0,
        population: 'full',
      },
    });
  });

  it('names every wrong value in a line', () => {
    const outcome = readConfig({ SIMULATOR_PORT: 'x', SIMULATOR_SPEED: '0', SIMULATOR_POPULATION: 'some' });
    expect(outcome).toEqual({
      problems: [
        'SIMULATOR_PORT: a number is expected',
        'SIMULATOR_SPEED: a number above 0 is expected',
        'SIMULATOR_POPULATION: full, none or a number of orders is expected',
      ],
    });
  });
});

describe('the program', () => {
  it('says in one line that the port is taken, exit 2', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { child, err } = run({ SIMULATOR_PORT: port });
    const [code] = await once(child, 'exit');
    other.close();
    expect([code, err()]).toEqual([
      2,
      `simulator: port ${port} is taken; choose another by SIMULATOR_PORT\n`,
    ]);
  });

  it('says what is wrong with a value, exit 2', async () => {
    const { child, err } = run({ SIMULATOR_SEED: '1.5' });
    const [code] = await once(child, 'exit');
    expect([code, err()]).toEqual([2, 'simulator: SIMULATOR_SEED: a whole number is expected\n']);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops cleanly on %s', async (signal) => {
    const { child, out } = run({ SIMULATOR_PORT: '0' });
    while (!out().includes('http://')) await once(child.stdout, 'data');
    child.kill(signal);
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });

  it('closes although requests hang', async () => {
    const simulator = await start({ faults: { hangRate: 1 } });
    const hung = fetch(`${simulator.url}/api/providers`).catch(() => 'cut');
    await expect.poll(() => simulator.simulation.calls.total()).toBe(1);
    await simulator.close();
    expect(await hung).toBe('cut');
  });
});
