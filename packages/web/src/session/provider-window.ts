/** Where the identity provider's window ends: a page of the desk that tells the one it came from, and closes. */
export const RETURN_PAGE = '/provider-return';

const CHANNEL = 'srs-desk-provider';

/** The way to the identity provider, and from there to a page of the desk. */
export function wayToProvider(purpose: 'login' | 'prove', back: string): string {
  return `/api/oidc/login?${new URLSearchParams({ purpose, back })}`;
}

/** Opens the provider in a window of its own, so that nothing that was typed is lost. False where the browser does not let it. */
export function openProvider(purpose: 'login' | 'prove'): boolean {
  return window.open(wayToProvider(purpose, RETURN_PAGE), CHANNEL, 'popup,width=520,height=720') !== null;
}

/** Tells the page that waits what came of it: the code of a problem, or none. */
export function tellAnswer(problem: string | null): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(problem);
  channel.close();
}

/** Hears what came of it, until the function is called that this gives. The two windows do not know each other: only their origin is one. */
export function hearAnswer(hear: (problem: string | null) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => hear(typeof data === 'string' ? data : null);
  return () => channel.close();
}
