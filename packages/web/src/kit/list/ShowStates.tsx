import { LinearProgress } from '@mui/material';
import type { ReactNode } from 'react';
import { useShowContext, useTranslate } from 'react-admin';
import { PageTitle } from '../PageTitle.tsx';
import { ErrorState } from '../States.tsx';

/** For `queryOptions` of a show page: a row of the list does not pass for the whole record, and an error stays here. */
export const WHOLE = { meta: { whole: true }, onError: () => undefined } as const;

interface ShowStatesProps {
  /** What the page is called when the record could not be read. */
  title: string;
  children: ReactNode;
}

/** A record that is being read, could not be read, or what is made of it. */
export function ShowStates({ title, children }: ShowStatesProps) {
  const translate = useTranslate();
  const { record, error, refetch } = useShowContext();
  if (record) return children;
  if (!error) return <LinearProgress aria-label={translate('desk.loading')} />;
  return (
    <>
      <PageTitle title={title} />
      <ErrorState error={error} onRetry={() => void refetch()} />
    </>
  );
}
