import type { CallDetail } from '@srs-desk/shared/api/calls.ts';

/** The path of a URL, without host and query; a URL that cannot be read stays whole. */
export function pathOf(url: string): string {
  try {
    return new URL(url, 'http://desk.invalid').pathname;
  } catch {
    return url;
  }
}

/** Header names whose values never leave the page; the recorder keeps none of them, this is the second lock. */
const SECRET = /authorization|cookie|secret|token|api[-_]?key|password/i;

/** Parameter names in a URL or a form that are secrets. */
function withoutSecrets(url: string): string {
  return url.replace(/([?&][^=&#]*(?:secret|token|password|api_?key)[^=&#]*=)[^&#]*/gi, '$1…');
}

/** A text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The call as a command line, with `$TOKEN` where the secret stood. */
export function asCurl(call: CallDetail): string {
  const lines = [`curl -X ${call.httpMethod} ${shellWord(withoutSecrets(call.url))}`];
  const headers = Object.entries(call.requestHeaders ?? {}).filter(([name]) => !SECRET.test(name));
  for (const [name, value] of headers) lines.push(`-H ${shellWord(`${name}: ${value}`)}`);
  if (call.operation !== 'token') lines.push('-H "Authorization: Bearer $TOKEN"');
  if (call.requestBody) lines.push(`--data-raw ${shellWord(withoutSecrets(call.requestBody))}`);
  return lines.join(' \\\n  ');
}

/** The call as JSON for a ticket: what was said and answered, no secrets. */
export function asJson(call: CallDetail): string {
  const clean = (headers: Record<string, string> | null | undefined) =>
    headers ? Object.fromEntries(Object.entries(headers).filter(([name]) => !SECRET.test(name))) : headers;
  return JSON.stringify(
    {
      ...call,
      url: withoutSecrets(call.url),
      requestHeaders: clean(call.requestHeaders),
      responseHeaders: clean(call.responseHeaders),
    },
    null,
    2,
  );
}
