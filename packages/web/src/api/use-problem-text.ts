import { useTranslate } from 'react-admin';
import { ApiProblem, problemKeys } from './problem.ts';

/** What an error says to a person: a known text by its code, else what the server wrote. */
export function useProblemText(): (error: unknown) => string {
  const translate = useTranslate();
  return (error) => {
    if (error instanceof ApiProblem) {
      const state = String(error.members.state ?? '');
      const places = { ...error.members, state: translate(`desk.words.jobState.${state}`, { _: state }) };
      const texts = problemKeys(error.code).map((key) =>
        translate(`desk.problem.${key}`, { ...places, _: '' }),
      );
      return texts.find((text) => text !== '') ?? translate(error.message, { _: error.message });
    }
    const message = error instanceof Error ? error.message : '';
    return translate(message === '' ? 'desk.error.unknown' : message, { _: message });
  };
}
