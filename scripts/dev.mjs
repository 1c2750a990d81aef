// Server, web and simulator in watch mode: each restarts (the page reloads) when its sources change.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { demoEnvironment } from './demo-environment.mjs';
import { makeFolder } from './make-folder.mjs';
import { ROOT } from './paths.mjs';
import { keepRegistering, untilAnswers } from './service-provider.mjs';

const demo = demoEnvironment(process.env);
makeFolder(demo.dataDir);

const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
const vite = join(ROOT, 'packages/web/node_modules/vite/bin/vite.js');
const PROGRAMS = [
  { args: [tsx, 'watch', 'src/main.ts'], cwd: 'packages/simulator', env: demo.forSimulator },
  { args: [tsx, 'watch', 'src/app/main.ts'], cwd: 'packages/server', env: demo.forDesk },
  { args: [vite], cwd: 'packages/web', env: { DESK_URL: `http://${demo.host}:${demo.port}` } },
];

let stopping = false;
const children = PROGRAMS.map(({ args, cwd, env }) =>
  spawn(process.execPath, args, { cwd: join(ROOT, cwd), stdio: 'inherit', env: { ...process.env, ...env } }),
);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    stopping = true;
    for (const child of children) child.kill(signal);
    setTimeout(() => process.exit(0), 3000);
  });
}

await untilAnswers({ host: demo.host, port: demo.port, path: '/healthz' }, () => stopping);
await keepRegistering(demo, 0, () => stopping);
