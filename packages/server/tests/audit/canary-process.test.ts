import { type ChildProcess, spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '@srs-desk/simulator/start-simulator.ts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundled } from '../bundle/bundles.ts';
import { callerWith, cookieOf } from '../http/app-fixture.ts';
import { until } from '../sync/desk-fixture.ts';
import { canariesIn, findCanaries } from './canaries.ts';

const PASSWORD = 'Kanarienpasswort-4711';
const SECRETS = [
  'kanarienclientsecret',
  PASSWORD,
  'kanarienbearertoken',
  'kanarienquerytoken',
  'kanarienfeldgeheimnis',
  'kanariengatewaykey',
];
const PERSONS = ['Kanarienvogel', 'Zwitscherine', '+41799871234', '079 987 12 34', 'zw@kanarie.example'];
const PERSON = {
  lastName: 'Kanarienvogel',
  firstName: 'Zwitscherine',
  mobile: '079 987 12 34',
  email: 'zw@kanarie.example',
};

/** The desk as a process of its own, so that what it prints can be searched like what it stores. */
describe('canaries, in the running program', () => {
  let top: string;
  let data: string;
  let simulator: Simulator;
  let env: NodeJS.ProcessEnv;
  const outside = (name: string): string => join(top, 'outside', name);

  beforeAll(async () => {
    top = mkdtempSync(join(tmpdir(), 'srs-desk-canary-'));
    data = join(top, 'data');
    mkdirSync(join(top, 'outside'));
    simulator = await startSimulator({ port: 0, speed: 1, seed: 7, population: 'none' });
    env = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: data,
      PORT: '0',
      SRS_BASE_URL: simulator.url,
      SRS_TOKEN_URL: simulator.tokenUrl,
      RAS_BASE_URL: simulator.url,
      SRS_CLIENT_ID: 'missswaggerclient',
      SRS_CLIENT_SECRET: 'missswaggerclientsecret',
      GATEWAY_KEY: 'kanariengatewaykey',
      CHECKPOINT_DIR: outside('checkpoints'),
    };
  });
  afterAll(async () => {
    await simulator.close();
    rmSync(top, { recursive: true, force: true });
  });

  const log = (): string => (existsSync(outside('log')) ? readFileSync(outside('log'), 'utf8') : '');
  function start(
    program: 'main' | 'desk',
    args: string[],
    input = '',
  ): { child: ChildProcess; ended: Promise<number | null> } {
    const child = spawn(process.execPath, [bundled(program), ...args], { env, cwd: top });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => appendFileSync(outside('log'), chunk));
    child.stdin.end(input);
    return { child, ended: new Promise((resolve) => child.once('exit', resolve)) };
  }
  const desk = async (...args: string[]): Promise<void> => {
    expect(await start('desk', args).ended, args.join(' ')).toBe(0);
  };

  it('secrets are nowhere; an erased person is nowhere: files, logs, metrics, exports, backups and their restores', async () => {
    const { child, ended } = start('main', []);
    await until('the server answers', () => /gateway answers at http/.test(log()), 60_000);
    const url = /SRS Desk answers at (http:\S+)/.exec(log())?.[1] ?? '';
    const gatewayUrl = /gateway answers at (http:\S+)/.exec(log())?.[1] ?? '';
    const added = start(
      'desk',
      ['user', 'add', '--name', 'admin', '--role', 'admin', '--password-stdin'],
      PASSWORD,
    );
    expect(await added.ended).toBe(0);
    const session = await request(url).post('/api/session').send({ username: 'admin', password: PASSWORD });
    const admin = callerWith(url as never, cookieOf(session));

    const placed = await admin.post('/api/orders', { issuer: 'IDENTITY.TM', method: 'video', ...PERSON });
    expect(placed.status, JSON.stringify(placed.body)).toBe(201);
    const refId = placed.body.refId as string;
    const gateway = (path: string) =>
      request(gatewayUrl)
        .post(`/srs${path}`)
        .set('x-gateway-key', 'kanariengatewaykey')
        .set('authorization', 'Bearer kanarienbearertoken');
    await gateway('/api/providers/IDENTITY.TM/video?access_token=kanarienquerytoken').send({
      ...PERSON,
      password: 'kanarienfeldgeheimnis',
    });
    await gateway(`/api/identifications/${encodeURIComponent(PERSON.email)}?mobile=%2B41799871234`).send(
      'not json: Kanarienvogel',
    );
    await admin.post(`/api/orders/${refId}/notes`, { text: 'Kanarienvogel rief an' });
    await admin.post(`/api/orders/${refId}/reveal`, { reason: 'Kanarienvogel', fields: ['lastName'] });
    await admin.post('/api/search', { q: 'Kanarienvogel' });
    // The ways of mistake: each is answered, none may be told to the log with what was sent.
    await request(url).post('/api/session').send({ username: PASSWORD, password: 'Kanarienvogel' });
    await request(url)
      .post('/api/session')
      .set('content-type', 'application/json')
      .send('{"username":"Kanarienvogel", kanarienbearertoken');
    await admin.get(`/api/orders/${encodeURIComponent('Kanarienvogel')}`);
    await admin.get(`/api/orders?filter=${encodeURIComponent('{"q":"+41799871234"}')}`);
    await admin.post('/api/orders', { ...PERSON, mobile: 'Kanarienvogel', issuer: { Kanarienvogel: 1 } });
    await admin.post('/api/orders/import', { refIds: ['zw@kanarie.example'] });
    for (const fault of [{ malformedRate: 1 }, { dropRate: 1 }, { status: 500 }]) {
      await request(simulator.url).put('/_sim/faults').send(fault);
      await admin.post(`/api/orders/${refId}/sync`);
      await admin.post('/api/orders', { issuer: 'IDENTITY.TM', method: 'video', ...PERSON });
    }
    await request(simulator.url).put('/_sim/faults').send({});

    expect(findCanaries(top, PERSONS).length).toBeGreaterThan(0);
    await desk('backup', '--out', outside('before.backup'));
    const erased = await admin.post(`/api/orders/${refId}/erase`, {
      reason: 'asked to',
      confirm: true,
      pending: 'cancel',
    });
    expect(erased.body).toMatchObject({ compacted: true });
    const metrics = await request(url).get('/metrics');
    expect(metrics.status).toBe(200);
    writeFileSync(outside('metrics'), metrics.text);
    await desk('audit', 'export', '--out', outside('log.jsonl'));
    await desk('audit', 'export', '--out', outside('log.csv'));
    await desk('audit', 'pack', '--ref-id', refId, '--out', outside('pack.html'), '--reason', 'still proven');
    await desk('backup', '--out', outside('after.backup'));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);

    expect(findCanaries(top, [...PERSONS, ...SECRETS])).toEqual([]);
    // Backups are encrypted: what is in them is searched as they open.
    for (const backup of ['before.backup', 'after.backup']) {
      await desk('restore', '--from', outside(backup), '--replace');
      await desk('audit', 'verify');
      expect(findCanaries(top, [...PERSONS, ...SECRETS]), backup).toEqual([]);
    }
    expect(canariesIn(log(), [...PERSONS, ...SECRETS])).toEqual([]);
    expect(log()).toContain('"level"');
  }, 240_000);
});
