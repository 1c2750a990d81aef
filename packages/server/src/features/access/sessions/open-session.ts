import * as z from 'zod';
import type { Desk } from '../../../platform/desk.ts';
import { credentialDigest } from '../digest.ts';
import { type CodeProof, codeRefused } from '../factors/check-code.ts';
import { findFactor } from '../factors/queries.ts';
import type { LoginOrigin, LoginStep, LoginTools, OpenedSession } from './login-tools.ts';
import { SESSION_ABSOLUTE_MS } from './session-policy.ts';
import { newToken } from './token.ts';
import { wrongCredentials } from './wrong-credentials.ts';

/** How long a login waits for its code, ms. */
const CODE_AWAITED_MS = 10 * 60_000;

/** Whose password was right, and which one that was: a new one makes them begin again. */
export const firstFactor = z.strictObject({ username: z.string(), credential: z.string() });
type FirstFactor = z.infer<typeof firstFactor>;

interface Person {
  id: number;
  username: string;
  role: string;
}

/**
 * Opens a session for a user whose identity is proven; with the code that proved it, which is then used up.
 * @throws Unauthenticated when the user was shut out meanwhile, or the code was used meanwhile
 */
export async function openSession(
  desk: Desk,
  user: Person,
  from: LoginOrigin,
  proof: CodeProof | null = null,
): Promise<OpenedSession> {
  const { token, hash } = newToken();
  const expiresAt = desk.clock.now() + SESSION_ABSOLUTE_MS;
  const { address, agent: userAgent } = from;
  const recorded = await desk.ledger.record(
    [
      ...(proof === null ? [] : [proof.call]),
      { name: 'session.open', args: { userId: user.id, tokenHash: hash, expiresAt, userAgent, address } },
    ],
    [
      {
        action: 'session.login',
        actor: `user:${user.username}`,
        origin: 'user',
        detail: { role: user.role, factor: proof?.by, ...from },
      },
    ],
  );
  if (!recorded.ok) throw recorded.code === 'code_used' ? codeRefused() : wrongCredentials();
  return { token, expiresAt };
}

/** Goes on after the first factor: opens the session, or gives the ticket with which a code of the second one is taken. */
export async function afterFirstFactor(
  desk: Desk,
  tools: LoginTools,
  user: Person & { passwordHash: string },
  from: LoginOrigin,
): Promise<LoginStep> {
  if (findFactor(desk.reader, user.id) === undefined) {
    await tools.limiter.succeeded(from.address ?? 'unknown', user.username);
    return { opened: await openSession(desk, user, from) };
  }
  const expiresAt = desk.clock.now() + CODE_AWAITED_MS;
  const shown: FirstFactor = { username: user.username, credential: credentialDigest(user.passwordHash) };
  return { opened: null, ticket: tools.tickets.make('login_code', shown, expiresAt), expiresAt };
}
