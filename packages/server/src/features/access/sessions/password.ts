import { hash, verify } from '@node-rs/argon2';
import { Unavailable } from '../../../platform/errors.ts';
import { NO_PASSWORD } from './no-password.ts';

/** Argon2id (the library's default kind) as OWASP ASVS 5.0 (11.4.2) asks for: memory in KiB. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashings at once: each holds 19 MiB and a core. */
const AT_ONCE = 4;
const MOST_WAITING = 64;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new Unavailable('busy', 'Too many logins at once. Try again.');
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** The PHC string of a password. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC'), COST));
}

let decoy: Promise<string> | null = null;

/**
 * Whether the password fits. With `null` (no such user) it does the same work and says no, so that the time taken
 * does not tell who exists. `check` is the work.
 * @throws Unavailable when too many wait already.
 */
export async function verifyPassword(
  stored: string | null,
  password: string,
  check: (hash: string, password: string) => Promise<boolean> = verify,
): Promise<boolean> {
  decoy ??= hash('nobody has this password', COST);
  const known = stored === NO_PASSWORD ? null : stored;
  const against = known ?? (await decoy);
  const fits = await inTurn(() => check(against, password.normalize('NFC')));
  return known !== null && fits;
}
