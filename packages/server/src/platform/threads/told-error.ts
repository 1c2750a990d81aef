import { Conflict, NotFound, Unavailable, Unprocessable } from '../errors.ts';

/** The refusals that a read may end in. */
const REFUSALS = { Conflict, NotFound, Unavailable, Unprocessable } as const;

/** An error as another thread is told of it: a refusal stays one. */
export type ToldError =
  | { kind: keyof typeof REFUSALS; code: string; message: string; members: Record<string, unknown> }
  | { kind: 'fault'; message: string; stack: string | undefined };

/** What is told of an error. */
export function toldError(error: unknown): ToldError {
  for (const kind of Object.keys(REFUSALS) as (keyof typeof REFUSALS)[]) {
    if (error instanceof REFUSALS[kind]) {
      const { code, message, members } = error;
      return { kind, code, message, members };
    }
  }
  if (error instanceof Error) return { kind: 'fault', message: error.message, stack: error.stack };
  return { kind: 'fault', message: String(error), stack: undefined };
}

/** The error that was told of. */
export function errorTold(told: ToldError): Error {
  if (told.kind !== 'fault') return new REFUSALS[told.kind](told.code, told.message, told.members);
  const error = new Error(told.message);
  if (told.stack !== undefined) error.stack = told.stack;
  return error;
}
