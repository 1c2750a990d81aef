import type { BenchRun, BenchStep } from '@srs-desk/shared/api/connection.ts';
import { CommandFailed, commandConfig, type DeskCommand, expectOk, say } from './command.ts';
import { type AskDesk, withDesk } from './command-socket.ts';

const WORDS: Readonly<Record<BenchStep['step'], string>> = {
  verify_before: 'verify call finds no evidence',
  place: 'order placed at test/video',
  identified: 'test user identified',
  data_ready: 'status Data ready',
  terms: 'terms accepted',
  verify_after: 'verify call finds evidence',
};
const LOOK_EVERY_MS = 500;

interface Options {
  firstName: string;
  lastName: string;
  country: string;
  driveSimulator?: boolean;
}

/**
 * `desk test-bench`: the guide's end-to-end test (§4). The number of the test user comes by standard input, since arguments
 * are seen by everybody on the machine. Exit 0 passed, 1 failed or stopped, 2 could not be started.
 */
export const testBench: DeskCommand = (program) => {
  program
    .command('test-bench')
    .description(
      'the end-to-end test of guide §4 against a test environment; reads the mobile number from standard input',
    )
    .option('--first-name <name>', 'first name of the test user', 'Test')
    .option('--last-name <name>', 'surname of the test user', 'Bench')
    .option('--country <code>', 'country of the test user', 'CH')
    .option(
      '--drive-simulator',
      'set the statuses by the simulator’s control instead of waiting for a person',
    )
    .action(async ({ driveSimulator = false, ...person }: Options) => {
      const mobile = await firstLine();
      await withDesk(commandConfig, async (ask) => {
        expectOk(await ask('POST', '/api/test-bench', { ...person, mobile, driveSimulator }), 2);
        await follow(ask);
      });
    });
};

async function firstLine(): Promise<string> {
  let text = '';
  for await (const piece of process.stdin) text += String(piece);
  const line = text.split(/\r?\n/, 1)[0]?.trim() ?? '';
  if (line === '') throw new CommandFailed('give the test user’s mobile number on standard input', 2);
  return line;
}

/** Says each step as it changes, until the run has ended. */
async function follow(ask: AskDesk): Promise<void> {
  const said = new Map<string, string>();
  for (;;) {
    const { run } = expectOk(await ask('GET', '/api/test-bench')) as { run: BenchRun };
    for (const { step, state } of run.steps) {
      if (state === 'pending' || said.get(step) === state) continue;
      said.set(step, state);
      say(`${state.padEnd(8)} ${WORDS[step]}`);
      if (step === 'identified' && state === 'waiting' && !run.driven)
        say(`         identify the test user at ${run.targetUrl ?? 'the target URL'} (order ${run.refId})`);
    }
    if (run.result !== 'running') {
      if (run.result === 'passed') return say('passed');
      const why = run.failure ? `: ${run.failure.code} ${Object.values(run.failure.params).join(' ')}` : '';
      throw new CommandFailed(`${run.result}${why}`, 1);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
