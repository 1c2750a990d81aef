import type { AuditEntryRow } from '@srs-desk/shared/api/audit.ts';
import { useTranslate } from 'react-admin';

/** An action in words; one that this version does not know by its name. */
export function useActionText(): (action: string) => string {
  const translate = useTranslate();
  return (action) => translate(`desk.words.action.${action}`, { _: action });
}

/** How something ended, in words. */
export function useOutcomeText(): (outcome: string) => string {
  const translate = useTranslate();
  return (outcome) =>
    ['verification', 'outcome', 'itemState'].reduceRight(
      (otherwise, set) => translate(`desk.words.${set}.${outcome}`, { _: otherwise }),
      outcome,
    );
}

/** What an entry tells in one line: its action, and of calls the operation. */
export function useEntryTitle(): (entry: Pick<AuditEntryRow, 'action' | 'operation'>) => string {
  const translate = useTranslate();
  const actionText = useActionText();
  return ({ action, operation }) =>
    operation === null
      ? actionText(action)
      : `${actionText(action)}: ${translate(`desk.words.operation.${operation}`, { _: operation })}`;
}
