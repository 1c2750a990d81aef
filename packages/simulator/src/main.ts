import { configFromProcess } from './config.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from './start-simulator.ts';

const EXIT_UNUSABLE = 2;

function say(line: string): void {
  process.stderr.write(`simulator: ${line}\n`);
}

function reasonFor(error: unknown, { host, port }: SimulatorOptions): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `port ${port} is taken; choose another by SIMULATOR_PORT`;
  if (code === 'EACCES') return `port ${port} may not be opened by this user; choose one above 1023`;
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') return `${host} is not an address of this machine`;
  return error instanceof Error ? error.message : 'cannot start';
}

function stopOnSignal(simulator: Simulator): void {
  const stop = (): void => {
    simulator.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // The start command holds a line to us: when it is gone, however it went, so are we.
  process.once('disconnect', stop);
  process.channel?.unref();
}

async function run(): Promise<void> {
  const outcome = configFromProcess();
  if ('problems' in outcome) {
    for (const problem of outcome.problems) say(problem);
    process.exitCode = EXIT_UNUSABLE;
    return;
  }
  const { options } = outcome;
  try {
    const simulator = await startSimulator(options);
    stopOnSignal(simulator);
    const orders = simulator.refIds().length;
    process.stdout.write(
      `simulator: ${simulator.url} (speed ${options.speed}, seed ${options.seed}, ${orders} orders)\n`,
    );
  } catch (error) {
    say(reasonFor(error, options));
    process.exitCode = EXIT_UNUSABLE;
  }
}

await run();
