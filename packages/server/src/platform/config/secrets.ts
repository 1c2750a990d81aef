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

/**
 * The secret `name`, from the variable itself or from the file that `name_FILE` points to; undefined when neither is set.
 * Problems are added to `problems`, one line each, without the value.
 */
export function readSecret(environment: Environment, name: string, problems: string[]): Secret | undefined {
  const direct = environment[name];
  const path = environment[`${name}_FILE`];
  if (direct && path) {
    problems.push(`${name} and ${name}_FILE are both set: set one of them`);
    return undefined;
  }
  if (direct) return new Secret(direct);
  if (!path) return undefined;
  try {
    const value = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    if (value === '') problems.push(`${name}_FILE: the file ${path} is empty`);
    return value === '' ? undefined : new Secret(value);
  } catch {
    problems.push(`${name}_FILE: the file ${path} cannot be read`);
    return undefined;
  }
}
