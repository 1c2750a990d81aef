import { hasPassed } from '@srs-desk/shared/time/elapsed.ts';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod';

/** The keys are asked for at most so often a minute: whoever sends made-up tokens does not make the desk ask without end. */
const LOADS_A_MINUTE = 6;
const KEPT_MS = 10 * 60_000;

type LocalKeys = ReturnType<typeof createLocalJWKSet>;

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** The keys by which the provider signs: read again when they are old, or when a token names one that is not among them. */
export class KeySet {
  readonly #load: () => Promise<unknown>;
  readonly #clock: { now(): number };
  #keys: LocalKeys | null = null;
  #loads: number[] = [];

  constructor(load: () => Promise<unknown>, clock: { now(): number }) {
    this.#load = load;
    this.#clock = clock;
  }

  /** As `jwtVerify` asks for a key. @throws JWKSNoMatchingKey, and what `load` throws */
  readonly key: JWTVerifyGetKey = async (header, token) => {
    const now = this.#clock.now();
    this.#loads = this.#loads.filter((at) => !hasPassed(KEPT_MS, at, now));
    const isOld = this.#loads.length === 0;
    const keys = isOld || this.#keys === null ? await this.#read(now) : this.#keys;
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !this.#mayLoad(now)) throw error;
      return (await this.#read(now))(header, token);
    }
  };

  #mayLoad(now: number): boolean {
    return this.#loads.filter((at) => !hasPassed(60_000, at, now)).length < LOADS_A_MINUTE;
  }

  async #read(now: number): Promise<LocalKeys> {
    this.#loads.push(now);
    const read: JSONWebKeySet = keySet.parse(await this.#load());
    this.#keys = createLocalJWKSet(read);
    return this.#keys;
  }
}
