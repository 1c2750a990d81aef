import { UNRECORDED } from '@srs-desk/shared/order/unrecorded.ts';
import { HttpError } from 'react-admin';

/** The body of an `application/problem+json` answer, as far as the desk's pages use it. */
interface ProblemBody {
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  errors?: Record<string, string>;
  /** The whole answer: some problems tell more, such as the bad lines of a file. */
  members?: Readonly<Record<string, unknown>>;
}

/**
 * An answer of the server that is no success, or no answer at all (`status` null). `code` is what pages decide
 * by; `errors` holds one message per field and is what react-admin's forms show.
 */
export class ApiProblem extends HttpError {
  readonly code: string;
  readonly detail: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    readonly httpStatus: number | null,
    problem: ProblemBody,
  ) {
    super(problem.detail ?? problem.title ?? 'desk.error.unknown', httpStatus ?? 0, problem);
    // react-admin's class sets the prototype back to its own, and `instanceof` would not know this one.
    Object.setPrototypeOf(this, new.target.prototype);
    this.name = 'ApiProblem';
    this.code = problem.code ?? (httpStatus === null ? 'unreachable' : `http_${httpStatus}`);
    this.detail = problem.detail ?? problem.title ?? '';
    this.errors = problem.errors ?? {};
    this.members = problem.members ?? {};
  }
}

/** True when `error` is a problem of the given code. */
export function hasCode(error: unknown, code: string): error is ApiProblem {
  return error instanceof ApiProblem && error.code === code;
}

/** Problems whose `refId` is another order than the one that was asked about. */
const OF_ANOTHER: ReadonlySet<string> = new Set(['order_known', 'legal_hold']);

/** Ref IDs of the orders that a problem names, to be looked at. */
export function refIdsIn(error: unknown): string[] {
  if (!(error instanceof ApiProblem)) return [];
  const { refIds, refId } = error.members;
  const named = Array.isArray(refIds) ? refIds : OF_ANOTHER.has(error.code) ? [refId] : [];
  return named.filter((id): id is string => typeof id === 'string');
}

/** Where the words for a code are looked for: its own (by what came of it), then those of its kind. */
export function problemKeys(code: string, outcome?: unknown): string[] {
  if (code === 'place_outcome_unknown' && outcome === UNRECORDED) return ['place_unrecorded'];
  if (code.startsWith('cancellation_is_')) return [code, 'cancellation_is'];
  return code.endsWith('_not_found') ? [code, 'not_found'] : [code];
}

/** The problem told by a failed answer; the text of pages that are not ours (proxies) is never shown. */
export function problemOf(status: number, contentType: string | null, text: string): ApiProblem {
  if (contentType?.includes('json')) {
    try {
      const parsed: unknown = JSON.parse(text);
      if (typeof parsed === 'object' && parsed !== null) return new ApiProblem(status, fieldsOf(parsed));
    } catch {
      // Not JSON after all: told by its status alone.
    }
  }
  return new ApiProblem(status, { title: `HTTP ${status}` });
}

function fieldsOf(body: object): ProblemBody {
  const source = body as Record<string, unknown>;
  const problem: ProblemBody = { members: source };
  if (typeof source.title === 'string') problem.title = source.title;
  if (typeof source.detail === 'string') problem.detail = source.detail;
  if (typeof source.code === 'string') problem.code = source.code;
  if (typeof source.errors === 'object' && source.errors !== null) {
    problem.errors = Object.fromEntries(
      Object.entries(source.errors).map(([field, message]) => [field, messageOf(message)]),
    );
  }
  return problem;
}

function messageOf(message: unknown): string {
  if (Array.isArray(message)) return message.map(String).join(' ');
  return String(message);
}
