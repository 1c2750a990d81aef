import type { FormatInstant } from '../words/language.ts';
import type { ParamValue } from './codes.ts';

/**
 * Fills the `{name}` places of a text. What states a value that is not known is not said: a clause in `[…]` falls away, and a
 * whole sentence where the place stands outside of one.
 */
export function fillIn(
  template: string,
  params: Readonly<Record<string, ParamValue>>,
  format: FormatInstant,
): string {
  const lacks = (text: string) => placesIn(text).some((name) => (params[name] ?? '') === '');
  return template
    .replace(/\[([^\]]*)\]/g, (_, clause: string) => (lacks(clause) ? '' : clause))
    .split(SENTENCE_END)
    .filter((sentence) => !lacks(sentence))
    .join(' ')
    .replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = params[name] ?? '';
      return typeof value === 'object' ? format(value.at) : String(value);
    });
}

const SENTENCE_END = /(?<=[.!?][”»)]?) (?=\p{Lu}|\{)/u;

/** The names of the `{name}` places of a text. */
export function placesIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}
