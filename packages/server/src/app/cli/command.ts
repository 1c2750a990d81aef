import type { Command } from 'commander';
import { type Config, readConfig } from '../../platform/config/config.ts';
import { readEnvironment } from '../../platform/config/env.ts';

/** Ends the command with this exit code, having said why in one line. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
  }
}

/** What the desk answered through its command socket. */
export interface SocketAnswer {
  status: number;
  contentType: string;
  /** Parsed where it is JSON, else the text. */
  body: unknown;
}

/** A command of `desk`: adds itself to the program. */
export type DeskCommand = (program: Command) => void;

/** The configuration, read when a command needs it. @throws ConfigError */
export function commandConfig(): Config {
  return readConfig(readEnvironment());
}

/** One line to standard output. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The answer's body, or CommandFailed with what the desk said was wrong. */
export function expectOk(answer: SocketAnswer, exitCode = 1): unknown {
  if (answer.status < 400) return answer.body;
  throw new CommandFailed(problemText(answer), exitCode);
}

function problemText({ status, body }: SocketAnswer): string {
  if (typeof body !== 'object' || body === null) return `the desk answered ${status}`;
  const { title, detail, errors } = body as {
    title?: string;
    detail?: string;
    errors?: Record<string, unknown>;
  };
  const fields = Object.entries(errors ?? {}).map(([field, why]) => `\n  ${field}: ${String(why)}`);
  return `${detail ?? title ?? `the desk answered ${status}`}${fields.join('')}`;
}
