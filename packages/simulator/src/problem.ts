/** One field of a request and what is wrong with it. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** What the simulator answers to one call, before any fault is laid over it. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** The order a placing call has created, for the call log. */
  readonly refId?: string;
}

export const JSON_TYPE = 'application/json';
const PROBLEM_TYPE = 'application/problem+json';

/** A JSON answer. */
export function json(status: number, value: unknown, contentType: string = JSON_TYPE): Answer {
  return { status, contentType, body: JSON.stringify(value) };
}

/** An error answer (RFC 9457) with a code that machines can read. */
export function problem(
  status: number,
  code: string,
  detail: string,
  more: { errors?: readonly FieldError[]; headers?: Record<string, string>; orderStatus?: string } = {},
): Answer {
  const { errors, headers, orderStatus } = more;
  const body = {
    type: 'about:blank',
    title: code.toLowerCase().replaceAll('_', ' '),
    status,
    detail,
    code,
    ...(errors === undefined ? {} : { errors }),
    ...(orderStatus === undefined ? {} : { orderStatus }),
  };
  const answer = { status, contentType: PROBLEM_TYPE, body: JSON.stringify(body) };
  return headers === undefined ? answer : { ...answer, headers };
}
