import { type OrderStatus, type VerifyStatus, wireNamesOf } from '@srs-desk/shared/order/status.ts';
import { foldText } from '@srs-desk/shared/text/fold.ts';
import { namesOf } from '@srs-desk/shared/words/both.ts';

/** Every text inside a value, in both languages: who searches may know only one word of either. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsOf);
  return [];
}

/** True when all words of `query` occur somewhere in `value`; an empty query fits everything. */
export function fits(value: unknown, query: string): boolean {
  const words = foldText(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = foldText(textsOf(value).join(' '));
  return words.every((word) => text.includes(word));
}

/** What is told of a status, in both languages, and how SRS spells it. */
export function toldOfStatus(status: OrderStatus): unknown {
  return [
    wireNamesOf(status),
    namesOf((words) => words.status[status]),
    namesOf((words) => words.statusMeaning[status]),
  ];
}

/** What is told of a result of the Verify Call, in both languages. */
export function toldOfVerify(status: VerifyStatus): unknown {
  return [namesOf((words) => words.verify[status]), namesOf((words) => words.verifyMeaning[status])];
}
