/** What a promise gives, unless whoever waits for it leaves first. @throws the reason of `gone` */
export async function unlessGone<T>(work: Promise<T>, gone: AbortSignal | undefined): Promise<T> {
  if (gone === undefined) return work;
  const listening = new AbortController();
  const left = new Promise<never>((_, reject) => {
    if (gone.aborted) reject(gone.reason);
    gone.addEventListener('abort', () => reject(gone.reason), { signal: listening.signal });
  });
  try {
    return await Promise.race([left, work]);
  } finally {
    listening.abort();
  }
}
