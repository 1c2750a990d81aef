import { randomBytes } from 'node:crypto';
import type * as z from 'zod';
import { decrypt, encrypt } from '../../../platform/ledger/seal.ts';

/** What a ticket is for: one kind is never taken for another. */
type Purpose = 'login_code' | 'enrolment' | 'provider_login';

/**
 * What is half done is given to the one who does it: sealed, so that nobody reads or changes it, under a key that lasts as long as
 * the process. Nothing is kept here, so nobody can crowd another's out; a restart makes everybody begin again.
 */
export class Tickets {
  readonly #key = randomBytes(32);

  /** The ticket for `value`; it works until `expiresAt`, ms since epoch. */
  make(purpose: Purpose, value: object, expiresAt: number): string {
    const plain = JSON.stringify({ value, expiresAt });
    return encrypt(this.#key, purpose, Buffer.from(plain)).toString('base64url');
  }

  /** What a ticket holds; null when it is none of this purpose, or over at `now`. */
  read<T>(purpose: Purpose, shape: z.ZodType<T>, ticket: string, now: number): T | null {
    try {
      const plain = decrypt(this.#key, purpose, Buffer.from(ticket, 'base64url'));
      const { value, expiresAt } = JSON.parse(plain.toString('utf8'));
      return expiresAt > now ? shape.parse(value) : null;
    } catch {
      return null;
    }
  }
}

declare module '../../../platform/http/services.ts' {
  interface HttpServices {
    readonly tickets: Tickets;
  }
}
