import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { NotFound } from '../errors.ts';
import { type ProblemAnswer, toProblem } from './problem.ts';

/** The request's number, as the answer's `X-Request-Id` and the server's log name it. */
function requestIdOf(res: Response): string {
  const id: unknown = res.locals.requestId;
  return typeof id === 'string' ? id : '';
}

/** Writes a problem answer. */
function sendProblem(res: Response, problem: ProblemAnswer): void {
  res
    .status(problem.status)
    .set(problem.headers)
    .type('application/problem+json')
    .send(JSON.stringify({ ...problem.body, requestId: requestIdOf(res) }));
}

/** The one place where an error becomes an answer. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    const problem = toProblem(error);
    if (problem.fault) log.error({ err: error, requestId: requestIdOf(res) }, 'a request failed');
    if (res.headersSent) {
      next(error);
      return;
    }
    sendProblem(res, problem);
  };
}

/** For paths under `/api` that no route has. */
export const unknownRoute: RequestHandler = () => {
  throw new NotFound('unknown_route', 'There is no such address. The API is described at /api/openapi.json.');
};
