import { useSyncExternalStore } from 'react';

/** What a refused request waits for: a login, a proof of who asks, a password of one's own. */
export type Need = 'login' | 'proof' | 'password';

interface Wait {
  need: Need;
  back: Promise<boolean>;
  settle(back: boolean): void;
}

let holder: string | null = null;
let provider: string | null = null;
let wait: Wait | null = null;
const listeners = new Set<() => void>();

function becomes(next: Wait | null): void {
  wait = next;
  for (const tell of listeners) tell();
}

/** Who is logged in in this tab; null after a logout. */
export function sessionHolder(): string | null {
  return holder;
}

/** What the identity provider is called that they log in at; null where they have a password. */
export function sessionProvider(): string | null {
  return provider;
}

export function holdSession(session: { username: string; provider: string | null } | null): void {
  holder = session?.username ?? null;
  provider = session?.provider ?? null;
}

/**
 * For a request that the server refused until the person has done something: true once they have, false when they will not, or
 * when nobody was logged in.
 */
export function sessionBack(need: Need): Promise<boolean> {
  if (holder === null) return Promise.resolve(false);
  if (wait === null) {
    let settle: Wait['settle'] = () => undefined;
    const back = new Promise<boolean>((resolve) => {
      settle = resolve;
    });
    becomes({ need, back, settle });
  }
  return wait?.back ?? Promise.resolve(false);
}

/** Lets the requests go on that wait for the session, or fail. */
export function settleSession(back: boolean): void {
  wait?.settle(back);
  becomes(null);
}

/** What requests wait for; null while none does. */
export function useSessionNeed(): Need | null {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => wait?.need ?? null,
  );
}
