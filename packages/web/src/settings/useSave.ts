import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { useState } from 'react';
import { useListContext, useNotify } from 'react-admin';
import type { FieldValues } from 'react-hook-form';
import { ApiProblem } from '../api/problem.ts';
import { useVerb } from '../api/use-verb.ts';
import { changesIn } from './setting-form.ts';

/** Saves one setting after the other; what is refused is said at its field, and what was saved before it stays. */
export function useSave(rows: readonly SettingRow[], onSaved: () => void) {
  const notify = useNotify();
  const { refetch } = useListContext<SettingRow>();
  const [problem, setProblem] = useState<Error | null>(null);
  const change = useVerb('changeSetting', { touches: ['settings'] });
  const save = async (values: FieldValues): Promise<Record<string, string> | undefined> => {
    setProblem(null);
    for (const { name, send } of changesIn(rows, values)) {
      try {
        const { proposal } = await change.mutateAsync({ name, value: send });
        notify(`desk.admin.settings.${proposal ? 'waits' : 'saved'}`, { type: 'success' });
      } catch (error) {
        setProblem(error instanceof Error ? error : new Error(String(error)));
        if (!(error instanceof ApiProblem)) return {};
        const told = Object.entries(error.errors);
        return Object.fromEntries(told.map(([at, message]) => [at.replace(/^value/, name), message]));
      }
    }
    await refetch();
    onSaved();
    return undefined;
  };
  return { save, problem };
}
