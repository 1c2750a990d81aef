import { foldWireName } from '@srs-desk/shared/order/status.ts';
import type { Exchange } from '../recorder/call.ts';
import { objectOf, parseBody } from './parse-body.ts';

/** What an error answer says. */
export interface ErrorAnswer {
  /** It has the service's own error form; without, something in front of the service may have made it. */
  isOwn: boolean;
  /** Its code as it was written, where its body has one. */
  code: string | null;
}

/** RFC 6749 §5.2 calls the code `error`; Spring's own pages have a text there too, so it counts for tokens alone. */
const OAUTH_CODE = 'error';
const LONGEST_CODE = 100;
/** So deep are codes looked for. */
const DEEPEST = 3;

function codeIn(value: unknown, fields: readonly string[]): string | null {
  const object = objectOf(Array.isArray(value) ? value.slice(0, 1) : value);
  if (object === null) return null;
  for (const wanted of fields.map(foldWireName)) {
    const code = Object.entries(object).find(
      ([name, own]) => foldWireName(name) === wanted && own !== null,
    )?.[1];
    // A bare number is the HTTP status once more, which anything in front of SRS writes too.
    if (typeof code === 'string' && /[A-Za-z]/.test(code) && code.length <= LONGEST_CODE) return code.trim();
  }
  return null;
}

/**
 * Reads the body of an error answer. A: SRS's own error form is a JSON object (or a list of such) with a code under one of
 * `fields`, in whatever spelling of that name.
 */
export function readError({ body }: Exchange & { kind: 'answer' }, fields: readonly string[]): ErrorAnswer {
  const json = parseBody(body);
  if (!json.ok) return { isOwn: false, code: null };
  const code = codeIn(json.value, fields);
  return code === null ? { isOwn: false, code: codeIn(json.value, [OAUTH_CODE]) } : { isOwn: true, code };
}

/** True when an answer's code is one of ours, in whatever spelling. */
export function isCode(code: string | null, wanted: string): boolean {
  return code !== null && foldWireName(code) === foldWireName(wanted);
}

/** The first of `codes` that stands in an error answer: nobody but the service writes such a word, so it counts wherever it stands. */
export function codeAmong<T extends string>(
  { body }: Exchange & { kind: 'answer' },
  codes: readonly T[],
): T | null {
  const json = parseBody(body);
  const texts = json.ok ? textsIn(json.value, DEEPEST) : [body.slice(0, LONGEST_CODE)];
  return codes.find((wanted) => texts.some((text) => isCode(text, wanted))) ?? null;
}

function textsIn(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  return Object.values(value).flatMap((one) => textsIn(one, depth - 1));
}
