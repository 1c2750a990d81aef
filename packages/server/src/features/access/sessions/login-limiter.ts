import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooMany } from '../../../platform/errors.ts';

const QUARTER_HOUR_S = 15 * 60;

/** Slows down guessing without letting anybody lock somebody else out. */
export interface LoginLimiter {
  /**
   * Lets an attempt go on, perhaps after a wait that grows with the wrong passwords this name has seen anywhere.
   * @throws TooMany when this address has tried too often: this name, or any names.
   */
  admit(ip: string, username: string): Promise<void>;
  failed(ip: string, username: string): Promise<void>;
  /**
   * Lets a code of the second factor be tried. Who tries one has shown the first factor, so that nobody is locked out by
   * strangers: wrong ones count from wherever they come.
   * @throws TooMany when this name has seen too many wrong codes.
   */
  admitCode(username: string): Promise<void>;
  codeFailed(username: string): Promise<void>;
  /** The login is whole: its wrong tries are forgotten. */
  succeeded(ip: string, username: string): Promise<void>;
}

declare module '../../../platform/http/services.ts' {
  interface HttpServices {
    readonly limiter: LoginLimiter;
  }
}

interface LoginLimits {
  /** Wrong passwords per address and name within a quarter of an hour. */
  perAddressAndName: number;
  /** Wrong passwords per address within a quarter of an hour. */
  perAddress: number;
  /** Wrong codes of the second factor per name within a quarter of an hour. */
  codesPerName: number;
  /** The longest wait for a name under attack from elsewhere, ms. A right password is let in after it. */
  longestWaitMs: number;
}

const LOGIN_LIMITS: LoginLimits = {
  perAddressAndName: 10,
  perAddress: 100,
  codesPerName: 10,
  longestWaitMs: 2_000,
};

function pairKey(ip: string, username: string): string {
  return `${ip} ${username.toLowerCase().slice(0, 128)}`;
}

const PASSWORDS = [
  'too_many_logins',
  'Too many wrong passwords from this address. Wait before the next try.',
] as const;
const CODES = ['too_many_codes', 'Too many wrong codes for this account. Wait before the next try.'] as const;

async function refuseIfOver(
  limiter: RateLimiterMemory,
  key: string,
  [code, words]: typeof PASSWORDS | typeof CODES,
): Promise<void> {
  const state = await limiter.get(key);
  if (state && state.remainingPoints <= 0) throw new TooMany(code, words, state.msBeforeNext);
}

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (state) {
    if (!(state instanceof RateLimiterRes)) throw state;
  }
}

/** A limiter that counts in memory: a restart forgets, which an attacker cannot cause. */
export function createLoginLimiter(limits: LoginLimits = LOGIN_LIMITS): LoginLimiter {
  const pair = new RateLimiterMemory({ points: limits.perAddressAndName, duration: QUARTER_HOUR_S });
  const address = new RateLimiterMemory({ points: limits.perAddress, duration: QUARTER_HOUR_S });
  const codes = new RateLimiterMemory({ points: limits.codesPerName, duration: QUARTER_HOUR_S });
  const name = new RateLimiterMemory({ points: 1_000_000, duration: QUARTER_HOUR_S });
  return {
    async admit(ip, username) {
      await refuseIfOver(pair, pairKey(ip, username), PASSWORDS);
      await refuseIfOver(address, ip, PASSWORDS);
      const wrong = (await name.get(username.toLowerCase()))?.consumedPoints ?? 0;
      const waitMs = wrong < 20 ? 0 : Math.min(limits.longestWaitMs, 50 * (wrong - 19));
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    },
    async failed(ip, username) {
      await Promise.all([
        count(pair, pairKey(ip, username)),
        count(address, ip),
        count(name, username.toLowerCase().slice(0, 128)),
      ]);
    },
    async admitCode(username) {
      await refuseIfOver(codes, username.toLowerCase(), CODES);
    },
    async codeFailed(username) {
      await count(codes, username.toLowerCase());
    },
    async succeeded(ip, username) {
      await Promise.all([pair.delete(pairKey(ip, username)), codes.delete(username.toLowerCase())]);
    },
  };
}
