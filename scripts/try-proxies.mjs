// Puts nginx and Caddy, with the files of deploy/, in front of the artifact: TLS, IPv6, logging in, the stream of news, large uploads, request
// numbers, the gateway. `pnpm build` first; nginx, caddy and openssl are on the PATH (Debian's packages nginx-light and caddy).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './paths.mjs';
import {
  app,
  asOther,
  freePort,
  home,
  insist,
  makeFolder,
  serve,
  start,
  startSimulator,
  trial,
  unpack,
  untilAnswers,
} from './trial.mjs';

const DESK = 'desk.example.org';
const GATEWAY = 'srs-gateway.example.org';
const PASSWORD = 'a password that nobody guesses 7';
const MIB = 1024 ** 2;

/** Asks the proxy by a host's name; gives status, headers and text. `onText`: what comes, as it comes. */
function ask(port, host, path, { method = 'GET', headers = {}, body, at = '127.0.0.1', onText } = {}) {
  const { promise, resolve, reject } = Promise.withResolvers?.() ?? deferred();
  const req = request(
    {
      port,
      host: at,
      servername: host,
      path,
      method,
      headers: { host: `${host}:${port}`, ...headers },
      rejectUnauthorized: false,
    },
    (res) => {
      let text = '';
      res.setEncoding('utf8').on('data', (piece) => {
        text += piece;
        if (onText?.(piece)) req.destroy();
      });
      res.on('close', () => resolve({ status: res.statusCode, headers: res.headers, text }));
    },
  );
  // A proxy may answer, and hang up, before all of a body that is too large has come.
  req.on('error', (error) =>
    error.code === 'EPIPE' || error.code === 'ECONNRESET' ? resolve({ status: 413 }) : reject(error),
  );
  req.end(body);
  return promise;
}

function deferred() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

/** nginx's file with the trial's ports and certificate. */
function nginxFile({ port, deskPort, gatewayPort, certificate, key }) {
  const site = readFileSync(join(ROOT, 'deploy/nginx/srs-desk.conf'), 'utf8')
    .replaceAll('127.0.0.1:4000', `127.0.0.1:${deskPort}`)
    .replaceAll('127.0.0.1:4001', `127.0.0.1:${gatewayPort}`)
    .replaceAll('[::]:443', `[::1]:${port}`)
    .replaceAll('listen 443', `listen 127.0.0.1:${port}`)
    .replaceAll(/ssl_certificate .*;/g, `ssl_certificate ${certificate};`)
    .replaceAll(/ssl_certificate_key .*;/g, `ssl_certificate_key ${key};`);
  const path = join(home, 'nginx.conf');
  const kept = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const temporary = kept.map((name) => `${name}_temp_path ${join(home, name)};`).join('\n');
  writeFileSync(
    path,
    `pid ${home}/nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${temporary}\n${site}\n}\n`,
  );
  return ['nginx', ['-c', path, '-g', 'daemon off;']];
}

/** Caddy's file with the trial's ports and certificate. */
function caddyFile({ port, deskPort, gatewayPort, certificate, key }) {
  const site = readFileSync(join(ROOT, 'deploy/caddy/Caddyfile'), 'utf8')
    .replaceAll('127.0.0.1:4000', `127.0.0.1:${deskPort}`)
    .replaceAll('127.0.0.1:4001', `127.0.0.1:${gatewayPort}`)
    .replaceAll(
      /^(desk|srs-gateway)\.example\.org \{$/gm,
      `https://$1.example.org:${port} {\n\ttls ${certificate} ${key}`,
    );
  const path = join(home, 'Caddyfile');
  writeFileSync(path, `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`);
  return ['caddy', ['run', '--adapter', 'caddyfile', '--config', path]];
}

async function tryProxy(name, fileOf, desk) {
  const port = desk.publicPort;
  const [program, args] = fileOf({ ...desk, port });
  const proxy = start(program, args, { HOME: home });
  for (let tries = 0; ; tries++) {
    const answer = await ask(port, DESK, '/healthz').catch(() => null);
    if (answer?.status === 200) break;
    if (tries > 100) throw new Error(`${name} does not answer: ${proxy.said}`);
    await sleep(100);
  }
  insist((await ask(port, DESK, '/', { at: '::1' })).status === 200, `${name}: the web app over IPv6`);
  insist((await ask(port, DESK, '/metrics')).status === 404, `${name}: no metrics`);
  const origin = `https://${DESK}:${port}`;
  const json = { 'content-type': 'application/json', 'x-requested-with': 'srs-desk', origin };
  const login = await ask(port, DESK, '/api/session', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ username: 'anna', password: PASSWORD }),
  });
  const cookie = login.headers['set-cookie']?.[0] ?? '';
  insist(
    login.status === 200 && /^__Host-.*; Secure/.test(cookie),
    `${name}: logging in, a cookie for https alone`,
  );
  const session = { ...json, cookie: cookie.split(';')[0] };
  insist(/^[0-9a-f-]{32,36}$/.test(login.headers['x-request-id'] ?? ''), `${name}: a request number`);

  let changed = 0;
  let told = 0;
  const stream = ask(port, DESK, '/api/events', {
    headers: session,
    onText: (piece) => {
      if (!piece.includes('saved_views') && !piece.includes('orders') && !piece.includes('users'))
        return false;
      told = Date.now();
      return true;
    },
  });
  await sleep(500);
  changed = Date.now();
  const made = await ask(port, DESK, '/api/orders/import', {
    method: 'POST',
    headers: session,
    body: JSON.stringify({ refIds: [desk.refIds.pop()] }),
  });
  insist(made.status < 300, `${name}: an order is registered`);
  await Promise.race([stream, sleep(10_000)]);
  insist(told > 0, `${name}: the stream of news told of it after ${told - changed} ms`);

  for (const [size, refused] of [
    [40, false],
    [70, true],
  ]) {
    const { status } = await ask(port, DESK, '/api/invoice-files?name=large.csv', {
      method: 'POST',
      headers: { ...session, 'content-type': 'application/octet-stream' },
      body: Buffer.alloc(size * MIB, 'a,b,c\n'),
    });
    insist(
      (status === 413) === refused,
      `${name}: an upload of ${size} MiB is ${refused ? 'too large' : 'let through'} (${status})`,
    );
  }
  const { status } = await ask(port, GATEWAY, '/srs/api/identifications');
  insist(status === 401, `${name}: the gateway under its own name asks for a key`);
  proxy.child.kill('SIGTERM');
  await proxy.ended;
}

async function tryProxies() {
  await unpack();
  const [certificate, key] = [join(home, 'cert.pem'), join(home, 'key.pem')];
  const names = `subjectAltName=DNS:${DESK},DNS:${GATEWAY}`;
  const made = start(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      `/CN=${DESK}`,
      '-addext',
      names,
      '-keyout',
      key,
      '-out',
      certificate,
    ],
    {},
  );
  insist((await made.ended) === 0, 'a certificate');
  const simulator = await startSimulator();
  const publicPort = await freePort();
  const desk = {
    deskPort: await freePort(),
    gatewayPort: await freePort(),
    publicPort,
    certificate,
    key,
    refIds: simulator.refIds,
  };
  const environment = {
    ...simulator.environment,
    DATA_DIR: makeFolder('data'),
    PORT: desk.deskPort,
    GATEWAY_PORT: desk.gatewayPort,
    GATEWAY_KEY: 'a key of the application 0123456789',
    PUBLIC_URL: `https://${DESK}:${publicPort}`,
    TRUST_PROXY: '1',
  };
  const below = serve({ ...environment, PUBLIC_URL: `https://${DESK}/desk/` });
  insist(
    (await below.ended) === 2 && /must not hold a path/.test(below.said),
    'a sub-path is refused at the start, in a line',
  );
  const adding = spawn(
    join(app, 'desk'),
    ['user', 'add', '--name', 'anna', '--role', 'admin', '--password-stdin'],
    {
      env: { PATH: process.env.PATH, ...environment },
      ...asOther,
      cwd: home,
    },
  );
  adding.stdin.end(`${PASSWORD}\n`);
  insist((await once(adding, 'exit'))[0] === 0, 'a user');
  serve(environment);
  await untilAnswers(`http://127.0.0.1:${desk.deskPort}/readyz`);
  await tryProxy('nginx', nginxFile, desk);
  await tryProxy('caddy', caddyFile, desk);
}

await trial(tryProxies);
