import { useSyncExternalStore } from 'react';

/** What a refused request waits for: a login, a proof of who asks, a password of one's own, a second factor. */
export type Need = 'login' | 'proof' | 'password' | 'factor';

interface Wait {
  need: Need;
  back: Promise<boolean>;
  settle(back: boolean): void;
}

let holder: string | null = null;
let provider: string | null = null;
/** What waits, the one to be settled first at the end: what settles one may itself have to wait. */
let waits: readonly Wait[] = [];
let needs: readonly Need[] = [];
const listeners = new Set<() => void>();

function become(next: readonly Wait[]): void {
  waits = next;
  needs = next.map(({ need }) => need);
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
  if (holder === null) while (waits.length > 0) settleSession(false);
}

/**
 * For a request that the server refused until the person has done something: true once they have, false when they will not, or
 * when nobody was logged in.
 */
export function sessionBack(need: Need): Promise<boolean> {
  if (holder === null) return Promise.resolve(false);
  const under = waits.find((wait) => wait.need === need);
  if (under !== undefined) return under.back;
  let settle: Wait['settle'] = () => undefined;
  const back = new Promise<boolean>((resolve) => {
    settle = resolve;
  });
  become([...waits, { need, back, settle }]);
  return back;
}

/** Lets the requests go on, or fail, that wait for what was asked last. */
export function settleSession(back: boolean): void {
  waits.at(-1)?.settle(back);
  become(waits.slice(0, -1));
}

/** What requests wait for, the one asked last at the end. */
export function useSessionNeeds(): readonly Need[] {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => needs,
  );
}
