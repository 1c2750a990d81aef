import { type RaRecord, useRecordContext } from 'react-admin';

/** The record that the page shows. @throws Error outside of `ShowStates`, where there is none yet. */
export function useRecord<R extends RaRecord>(): R {
  const record = useRecordContext<R>();
  if (!record) throw new Error('There is no record around this.');
  return record;
}
