import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { RawJson } from '../../src/platform/http/raw-json.ts';
import {
  type Answer,
  type AnswerForm,
  type FileForm,
  type Route,
  usualStatus,
} from '../../src/platform/http/route.ts';

/** The same routes, but an answer that its route does not describe fails the request, with the reason on stderr. */
export function checkedAnswers(routes: readonly Route[]): Route[] {
  return routes.map((route) => ({
    ...route,
    handle: async (asked) => {
      const answer = await route.handle(asked);
      const sent = asked.res.getHeader('content-type');
      const problem = answer === undefined ? sentProblem(route, String(sent)) : answerProblem(route, answer);
      if (problem === null) return answer;
      const message = `${route.method.toUpperCase()} ${route.path} does not answer as it says: ${problem}`;
      process.stderr.write(`${message}\n`);
      throw new Error(message);
    },
  }));
}

function isFile(form: AnswerForm): form is FileForm {
  return form !== null && 'media' in form;
}

/** What is wrong with an answer that the handler has written itself. */
function sentProblem({ answers }: Route, type: string): string | null {
  const form = answers[200] ?? null;
  return isFile(form) && form.media.includes(type) ? null : `sent ${type}`;
}

function answerProblem(route: Route, answer: NonNullable<Answer>): string | null {
  const status = answer.status ?? usualStatus(route);
  const type = String(answer.headers?.['content-type']);
  // The answer of a first request, kept for its repetition.
  if (type === 'application/problem+json') return null;
  const form = Object.entries(route.answers).find(([code]) => Number(code) === status)?.[1];
  if (form === undefined) return `status ${status}`;
  if (form === null) return answer.body === undefined ? null : 'a body';
  if (!isFile(form)) return jsonProblem(form, answer.body);
  return form.media.some((one) => type.startsWith(one)) ? null : `content type ${type}`;
}

function jsonProblem(schema: z.ZodType, body: unknown): string | null {
  const text = body instanceof RawJson ? body.text : typeof body === 'string' ? body : JSON.stringify(body);
  const json: unknown = JSON.parse(String(typeof text === 'string' ? text : Buffer.from(text)));
  const read = schema.safeParse(json);
  if (!read.success) return z.prettifyError(read.error);
  return isDeepStrictEqual(read.data, json)
    ? null
    : `more than the schema tells of: ${difference(read.data, json)}`;
}

/** The first place, by its path, where two JSON values differ. */
function difference(told: unknown, sent: unknown, path = '$'): string {
  if (typeof told !== 'object' || typeof sent !== 'object' || told === null || sent === null) return path;
  const [one, other] = [new Map(Object.entries(told)), new Map(Object.entries(sent))];
  for (const [key, value] of other)
    if (!isDeepStrictEqual(one.get(key), value)) return difference(one.get(key), value, `${path}.${key}`);
  return path;
}
