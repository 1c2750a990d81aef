import { useTranslate } from 'react-admin';
import { ApiProblem, problemKeys } from './problem.ts';

/** Several things in one place of a text. */
const listed = (member: unknown): unknown =>
  Array.isArray(member) ? member.map(String).join(', ') || '–' : member;

/** What an error says to a person: a known text by its code, else what the server wrote. */
export function useProblemText(): (error: unknown) => string {
  const translate = useTranslate();
  return (error) => {
    if (error instanceof ApiProblem) {
      const { state, cause, outcome } = error.members;
      const wordsOf = (code: string, places: object = {}): string | undefined =>
        problemKeys(code, outcome)
          .map((key) => translate(`desk.problem.${key}`, { ...places, _: '' }))
          .find((text) => text !== '');
      const places = {
        ...Object.fromEntries(Object.entries(error.members).map(([name, member]) => [name, listed(member)])),
        ...(typeof state === 'string'
          ? { state: translate(`desk.words.jobState.${state}`, { _: state }) }
          : {}),
        ...(typeof cause === 'string' ? { cause: wordsOf(cause) ?? cause } : {}),
      };
      return wordsOf(error.code, places) ?? translate(error.message, { _: error.message });
    }
    const message = error instanceof Error ? error.message : '';
    return translate(message === '' ? 'desk.error.unknown' : message, { _: message });
  };
}
