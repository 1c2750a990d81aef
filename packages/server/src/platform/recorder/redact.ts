import { hash } from 'node:crypto';

/** Headers that may be written down; all others are dropped. */
const KEPT_HEADERS = new Set([
  'accept',
  'accept-language',
  'cache-control',
  'content-encoding',
  'content-language',
  'content-length',
  'content-type',
  'date',
  'etag',
  'retry-after',
  'server',
  'user-agent',
  'vary',
  'via',
  'x-correlation-id',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'x-request-id',
]);

/** Query parameters that may be written down with their value. */
const KEPT_PARAMETERS = new Set([
  'assurancelevel',
  'grant_type',
  'issuer',
  'jurisdiction',
  'loa',
  'method',
  'offline',
  'realtime',
  'scope',
  'webflow',
]);

const SECRET_NAME =
  /pass(word|wd|phrase)?$|secret|token|authorization|credential|api[-_]?key|cookie|^otp$|^pin$|private[-_]?key/i;

/** What a form of OAuth carries and nobody else may know. In JSON `code` is what an error is called. */
const SECRET_IN_FORM = /^(code|code_verifier|client_assertion|assertion)$/;

/** Recorded part of a body, in bytes. */
export const RECORDED_BYTES = 256 * 1024;

/** The headers that may be written down, names in lower case, and how many were dropped. */
export function redactHeaders(headers: Readonly<Record<string, string>>): {
  kept: Record<string, string>;
  dropped: number;
} {
  const kept: Record<string, string> = {};
  let dropped = 0;
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (KEPT_HEADERS.has(lower)) kept[lower] = value.slice(0, 1024);
    else dropped += 1;
  }
  return { kept, dropped };
}

/** Path and query without secrets and without what looks like a person's number or address. */
export function redactPath(path: string): { url: string; dropped: number } {
  const [before = '', query] = path.split('?', 2);
  const segments = before.split('/').map((segment) => (looksPersonal(segment) ? '[redacted]' : segment));
  if (query === undefined) return { url: segments.join('/'), dropped: 0 };
  const kept = new URLSearchParams();
  let dropped = 0;
  for (const [name, value] of new URLSearchParams(query)) {
    if (KEPT_PARAMETERS.has(name.toLowerCase()) && value.length <= 100) kept.append(name, value);
    else dropped += 1;
  }
  const text = kept.toString();
  return { url: segments.join('/') + (text === '' ? '' : `?${text}`), dropped };
}

function looksPersonal(segment: string): boolean {
  if (!/[%@\d]/.test(segment)) return false;
  let text: string;
  try {
    text = decodeURIComponent(segment);
  } catch {
    return true;
  }
  return text.includes('@') || /^\+?\d[\d ()./-]{6,}$/.test(text);
}

/** A body as it may be kept: secret-named fields gone, and whether it could be understood at all. */
export interface RedactedBody {
  text: string;
  /** Bytes of the body as it was. */
  length: number;
  /** SHA-256 of the body as it was, hex. Stands inside the seal: a hash of a number would give it away. */
  sha256: string;
  truncated: boolean;
  droppedFields: number;
  parsed: boolean;
}

/**
 * Takes secrets out of a JSON or form body. A body that is neither is kept whole (and must be sealed).
 * Beyond 256 KiB only the length and the hash stand for the rest.
 */
export function redactBody(body: string, contentType: string | undefined): RedactedBody {
  const bytes = Buffer.from(body, 'utf8');
  const fingerprint = { length: bytes.length, sha256: hash('sha256', bytes, 'hex') };
  if (bytes.length > RECORDED_BYTES) {
    const text = bytes.subarray(0, RECORDED_BYTES).toString('utf8');
    return {
      ...fingerprint,
      text: withoutSecretText(text),
      truncated: true,
      droppedFields: 0,
      parsed: false,
    };
  }
  if (contentType?.includes('x-www-form-urlencoded')) return { ...fingerprint, ...redactForm(body) };
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return {
      ...fingerprint,
      text: withoutSecretText(body),
      truncated: false,
      droppedFields: 0,
      parsed: false,
    };
  }
  const { length, sha256 } = fingerprint;
  // Nearly every body: looking costs a third of putting it together anew.
  if (!holdsSecret(value, 0))
    return { length, sha256, text: body, truncated: false, droppedFields: 0, parsed: true };
  const counter = { dropped: 0 };
  const text = JSON.stringify(dropSecrets(value, counter, 0));
  return { length, sha256, text, truncated: false, droppedFields: counter.dropped, parsed: true };
}

function redactForm(body: string): {
  text: string;
  truncated: boolean;
  droppedFields: number;
  parsed: boolean;
} {
  const kept = new URLSearchParams();
  let droppedFields = 0;
  for (const [name, value] of new URLSearchParams(body)) {
    if (SECRET_NAME.test(name) || SECRET_IN_FORM.test(name)) droppedFields += 1;
    else kept.append(name, value);
  }
  return { text: kept.toString(), truncated: false, droppedFields, parsed: true };
}

/** How deep a body is looked into: what lies deeper is dropped unseen. */
const DEEPEST = 32;

/** Whether anything has to be dropped of a value. */
function holdsSecret(value: unknown, depth: number): boolean {
  if (depth > DEEPEST) return true;
  if (value === null || typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.some((item) => holdsSecret(item, depth + 1));
  return Object.entries(value).some(([name, item]) => SECRET_NAME.test(name) || holdsSecret(item, depth + 1));
}

function dropSecrets(value: unknown, counter: { dropped: number }, depth: number): unknown {
  if (depth > DEEPEST) {
    counter.dropped += 1;
    return null;
  }
  if (Array.isArray(value)) return value.map((item) => dropSecrets(item, counter, depth + 1));
  if (value === null || typeof value !== 'object') return value;
  const kept: [string, unknown][] = [];
  for (const [name, item] of Object.entries(value)) {
    if (SECRET_NAME.test(name)) counter.dropped += 1;
    else kept.push([name, dropSecrets(item, counter, depth + 1)]);
  }
  return Object.fromEntries(kept);
}

// What cannot be parsed may still hold `"access_token":"…"` (a truncated answer): the value goes, the rest stays.
// Every repetition is bounded or cannot be entered twice, so that a hostile body costs linear time.
function withoutSecretText(text: string): string {
  return text.replace(
    /((?:secret|token|passw(?:or)?d|authorization|api[-_]?key|cookie)[\w-]{0,40}"?\s{0,8}[:=]\s{0,8})(?:"(?:[^"\\]|\\.)*"?|[^\s&,;}]+)/gi,
    '$1"[dropped]"',
  );
}
