import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'dotenv';

/** The environment as configuration reads it: the process's own, over a `.env` file where one lies. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The only place that looks at the process's environment. What the process sets wins over the file. */
export function readEnvironment(envFile = '.env'): Environment {
  const fromFile = existsSync(envFile) ? parse(readFileSync(envFile)) : {};
  // biome-ignore lint/style/noProcessEnv: this file is the one place where the environment comes in.
  return { ...fromFile, ...process.env };
}
