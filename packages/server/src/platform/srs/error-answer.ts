import { foldWireName } from '@srs-desk/shared/order/status.ts';
import type { Exchange } from '../recorder/call.ts';
import { objectOf, parseBody } from './parse-body.ts';

/** Who speaks in an error answer: the service itself (its own error form), nobody (no body), or something in front of it. */
interface ErrorAnswer {
  from: 'service' | 'nobody' | 'elsewhere';
  /** Its code as it was written, where its body has one. */
  code: string | null;
}

/** RFC 6749 §5.2 calls the code `error`; Spring's own pages have a text there too, so it counts for tokens alone. */
const OAUTH_CODE = 'error';
const LONGEST_CODE = 100;

function codeIn(value: unknown, fields: readonly string[]): string | null {
  const object = objectOf(Array.isArray(value) ? value.slice(0, 1) : value);
  if (object === null) return null;
  for (const field of fields) {
    const code = object[field];
    // A bare number is the HTTP status once more, which anything in front of SRS writes too.
    if (typeof code === 'string' && /[A-Za-z]/.test(code) && code.length <= LONGEST_CODE) return code.trim();
  }
  return null;
}

/**
 * Reads the body of an error answer. A: SRS's own error form is a JSON object (or a list of such) with a code under one of
 * `fields`.
 */
export function readError({ body }: Exchange & { kind: 'answer' }, fields: readonly string[]): ErrorAnswer {
  if (body.trim() === '') return { from: 'nobody', code: null };
  const json = parseBody(body);
  if (!json.ok) return { from: 'elsewhere', code: null };
  const code = codeIn(json.value, fields);
  if (code !== null) return { from: 'service', code };
  return { from: 'elsewhere', code: codeIn(json.value, [OAUTH_CODE]) };
}

/** True when an answer's code is one of ours, in whatever spelling. */
export function isCode(code: string | null, wanted: string): boolean {
  return code !== null && foldWireName(code) === foldWireName(wanted);
}
