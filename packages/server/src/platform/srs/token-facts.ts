import { UnusableAnswer } from './mapper.ts';
import type { WireFields } from './wire-fields.ts';

/** What the token endpoint gives (RFC 6749 §5.1): a token that can be sent, and its life in seconds where it tells one. */
export interface TokenFacts {
  token: string;
  /** Null when none is told, or none that can be believed. */
  lifeSeconds: number | null;
}

/** A longer life is taken for a mistake, s. */
const LONGEST_LIFE_SECONDS = 31_536_000;
/** RFC 6750 §2.1 allows less; what is not visible ASCII no HTTP client can send. */
const SENDABLE = /^[\x21-\x7e]{1,16384}$/;

/** Reads a token's answer. A life that cannot be believed is noted. @throws UnusableAnswer without a usable token */
export function toTokenFacts(fields: WireFields): TokenFacts {
  const token = fields.token('access_token');
  if (token === null || !SENDABLE.test(token)) throw new UnusableAnswer('access_token: cannot be sent');
  const life = Number(fields.text('expires_in') ?? 0);
  if (life > 0 && life <= LONGEST_LIFE_SECONDS) return { token, lifeSeconds: life };
  fields.drop('expires_in');
  return { token, lifeSeconds: null };
}
