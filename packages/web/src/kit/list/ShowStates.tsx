import { LinearProgress } from '@mui/material';
import type { ReactNode } from 'react';
import { useShowContext, useTranslate } from 'react-admin';
import { ErrorState } from '../States.tsx';

/** For `queryOptions` of a show page: a row of the list does not pass for the whole record, and an error stays here. */
export const WHOLE = { meta: { whole: true }, onError: () => undefined } as const;

/** A record that is being read, could not be read, or what is made of it. */
export function ShowStates({ children }: { children: ReactNode }) {
  const translate = useTranslate();
  const { record, error, refetch } = useShowContext();
  if (record) return children;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <LinearProgress aria-label={translate('desk.loading')} />;
}
