import type { Validity } from '@srs-desk/shared/billing/validity.ts';
import { ApiProblem, hasCode } from '../../api/problem.ts';
import { useRefusalText } from './useRefusalText.ts';

/** Puts what the server said against a list of prices or rules at the field that it is about, and throws it on. */
export function useAtField() {
  const refusal = useRefusalText();
  return (field: string, scope: readonly Validity[]) =>
    (error: unknown): never => {
      if (!(error instanceof ApiProblem)) throw error;
      const { externalId, group, ...errors } = error.errors;
      const name = externalId ?? group;
      throw new ApiProblem(error.httpStatus, {
        code: error.code,
        detail: error.detail,
        members: error.members,
        errors: {
          ...errors,
          ...(name === undefined ? {} : { name }),
          ...(hasCode(error, 'list_refused') ? { [field]: refusal(error, scope) } : {}),
        },
      });
    };
}
