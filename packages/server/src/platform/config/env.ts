import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'dotenv';

/** A `.env` lies there, but what stands in it cannot be had. */
class EnvFileError extends Error {
  override readonly name = 'EnvFileError';
}

/** The environment as configuration reads it: the process's own, over a `.env` file where one lies. */
export type Environment = Readonly<Record<string, string | undefined>>;

function readEnvFile(path: string): Buffer {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const why = code === 'EISDIR' ? 'it is a directory' : code;
    throw new EnvFileError(`the settings in ${resolve(path)} cannot be read: ${why}`);
  }
  // UTF-16, as some editors write: each name would be taken for another.
  if (content.includes(0))
    throw new EnvFileError(`the settings in ${resolve(path)} cannot be read: save it as UTF-8`);
  return content;
}

/** The only place that looks at the process's environment. What the process sets wins over the file. @throws EnvFileError */
export function readEnvironment(envFile = '.env'): Environment {
  const fromFile = existsSync(envFile) ? parse(readEnvFile(envFile)) : {};
  // biome-ignore lint/style/noProcessEnv: this file is the one place where the environment comes in.
  return { ...fromFile, ...process.env };
}
