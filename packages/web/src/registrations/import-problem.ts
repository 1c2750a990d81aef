import { ApiProblem } from '../api/problem.ts';

/** An import that was refused says at the file itself what was wrong with it. */
export function problemOfImport(
  error: Error | null,
  translate: (key: string, options?: object) => string,
): Error | null {
  if (!(error instanceof ApiProblem)) return error;
  const why = error.errors.body ?? error.errors.refIds;
  return why === undefined
    ? error
    : new Error(`${translate('desk.place.register.refused')} ${translate(why, { _: why })}`);
}
