// The benchmarks: `bench [name …] [--quick]`. Prints a table, writes bench/results/<name>.json.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildAll, buildBenchDesk } from './build.mjs';
import { ROOT } from './paths.mjs';

/** All benchmarks, or the one of the web app among them. */
const wantsWeb = (args) => args.includes('web') || args.every((arg) => arg.startsWith('--'));

await buildAll(console.error, ['server', 'simulator', ...(wantsWeb(process.argv.slice(2)) ? ['web'] : [])]);
await buildBenchDesk();
const child = spawn(
  process.execPath,
  // Not by the command of tsx: the process that it starts would lack `--expose-gc`.
  ['--expose-gc', '--import', 'tsx', join(ROOT, 'packages/server/bench/main.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit', cwd: ROOT },
);
child.on('exit', (code) => process.exit(code ?? 1));
