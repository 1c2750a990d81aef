import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Environment } from './env.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A secret that prints as nothing: it cannot end up in a log by accident. */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  reveal(): string {
    return this.#value;
  }
  /** Whether this is the secret, found in a time that does not tell how much of it is right. */
  matches(given: string): boolean {
    return timingSafeEqual(digest(given), digest(this.#value));
  }
  toString(): string {
    return '[secret]';
  }
  toJSON(): string {
    return '[secret]';
  }
}

/** A secret as it was found, and what is odd about it; never with the value. */
interface FoundSecret {
  text: string | undefined;
  problem?: string;
  remark?: string;
}

/** The secret `name`, from the variable itself or from the file that `name_FILE` points to. */
export function findSecret(environment: Environment, name: string): FoundSecret {
  const direct = environment[name] || undefined;
  const path = environment[`${name}_FILE`] || undefined;
  if (path === undefined) return direct === undefined ? { text: undefined } : withRemark(name, direct);
  if (direct !== undefined)
    return { text: undefined, problem: `${name} and ${name}_FILE are both set: set one of them` };
  const wrong = (why: string): FoundSecret => ({
    text: undefined,
    problem: `${name}_FILE: the file ${path} ${why}`,
  });
  let content: string;
  try {
    content = readFileSync(path, 'utf8').replace(/(\r?\n)+$/, '');
  } catch (error) {
    return wrong(`cannot be read (${error instanceof Error && 'code' in error ? error.code : error})`);
  }
  if (content.startsWith('\uFEFF'))
    return wrong('begins with a byte order mark: save it as UTF-8 without one');
  if (content.trim() === '') return wrong('is empty');
  if (/[\r\n]/.test(content)) return wrong('holds more than one line: it must hold the secret alone');
  return withRemark(`${name}_FILE`, content);
}

function withRemark(name: string, text: string): FoundSecret {
  return text === text.trim()
    ? { text }
    : { text, remark: `${name}: the secret begins or ends with a blank: is it part of it?` };
}
