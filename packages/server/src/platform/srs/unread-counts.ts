import type { CallOperation } from '@srs-desk/shared/call/fields.ts';
import type { UnreadField } from './wire-fields.ts';

/** How often one field of one operation's answers could not be read in one form. */
export interface UnreadCount extends UnreadField {
  operation: CallOperation;
  count: number;
}

/** Counts what could not be read, since the start of the process. */
export class UnreadCounts {
  readonly #counts = new Map<string, UnreadCount>();

  add(operation: CallOperation, fields: readonly UnreadField[]): void {
    for (const { field, form } of fields) {
      const key = `${operation} ${field} ${form}`;
      const count = this.#counts.get(key) ?? { operation, field, form, count: 0 };
      this.#counts.set(key, { ...count, count: count.count + 1 });
    }
  }

  all(): readonly UnreadCount[] {
    return [...this.#counts.values()];
  }
}
