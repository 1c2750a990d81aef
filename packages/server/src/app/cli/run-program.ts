import { Command, CommanderError } from 'commander';
import { ConfigError } from '../../platform/config/config.ts';
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
  if (error instanceof ConfigError) {
    for (const problem of error.problems) process.stderr.write(`${problem}\n`);
    return 2;
  }
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
}
