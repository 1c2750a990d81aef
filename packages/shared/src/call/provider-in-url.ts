/** Issuer and method in the URL of a placing call; null where it names none. */
export function providerIn(url: string): { issuer: string; method: string } | null {
  const [, issuer, method] = /\/api\/providers\/([^/?]+)\/([^/?]+)(?:\?.*)?$/.exec(url) ?? [];
  if (issuer === undefined || method === undefined) return null;
  try {
    return { issuer: decodeURIComponent(issuer), method: decodeURIComponent(method) };
  } catch {
    return null;
  }
}
