import { Command, CommanderError } from 'commander';
import { explainFailure } from '../explain-failure.ts';
import { CommandFailed } from './command.ts';

/**
 * Runs a program of the command line, made of what `add` puts into it; what goes wrong is said in one line per problem and
 * becomes the exit code.
 */
export async function runProgram(name: string, add: (program: Command) => void): Promise<void> {
  const program = new Command(name).exitOverride((error) => {
    // A command that is a program of its own has ended: there is nobody left to throw to.
    if (error.code !== 'commander.executeSubCommandAsync') throw error;
    process.exitCode = error.exitCode;
  });
  add(program);
  // Whoever reads has seen enough (`| head`): that is no fault of the command's.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 2));
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = explain(error);
  }
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CommandFailed) {
    if (error.message !== '') process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  const { lines } = explainFailure(error);
  for (const line of lines) process.stderr.write(`${line}\n`);
  return 2;
}
