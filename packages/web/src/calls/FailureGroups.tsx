import { Box, Button } from '@mui/material';
import type { CallRow } from '@srs-desk/shared/api/calls.ts';
import { useGetList, useListContext, useTranslate } from 'react-admin';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { OutcomeChip } from '../kit/StateChip.tsx';

/** How many of the latest failures are looked at. */
const LOOKED_AT = 200;

interface FailureGroup extends Pick<CallRow, 'operation' | 'outcome' | 'httpStatus'> {
  count: number;
  latestAt: string;
}

/** Failed calls by operation, outcome and status, most frequent first. `calls` is newest first. */
function groupFailures(calls: readonly CallRow[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const { operation, outcome, httpStatus, startedAt } of calls) {
    const key = `${operation} ${outcome} ${httpStatus}`;
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { operation, outcome, httpStatus, count: 1, latestAt: startedAt });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

/** The latest failures in groups; one click filters the list by a group. */
export function FailureGroups() {
  const translate = useTranslate();
  const { setFilters } = useListContext();
  const { data, total } = useGetList<CallRow>('calls', {
    filter: { failed: 'yes' },
    pagination: { page: 1, perPage: LOOKED_AT },
    sort: { field: 'id', order: 'DESC' },
  });
  const groups = groupFailures(data ?? []).slice(0, 6);
  if (groups.length === 0) return null;
  const pick = (group: FailureGroup) =>
    setFilters({
      operation: group.operation,
      outcome: group.outcome,
      failed: 'yes',
      ...(group.httpStatus === null ? {} : { httpStatus: group.httpStatus }),
    });
  return (
    <Box component="section" aria-label={translate('desk.calls.failures')} sx={{ mb: 1.5 }}>
      <Box sx={{ fontSize: '0.8125rem', color: 'text.secondary', mb: 0.5 }}>
        {translate('desk.calls.failuresOf', { count: Math.min(total ?? 0, LOOKED_AT) })}
      </Box>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        {groups.map((group) => (
          <Button
            key={`${group.operation} ${group.outcome} ${group.httpStatus}`}
            variant="outlined"
            color="inherit"
            onClick={() => pick(group)}
            sx={{ gap: 1 }}
          >
            <strong>{group.count}</strong>
            {translate(`desk.words.operation.${group.operation}`)}
            <OutcomeChip outcome={group.outcome} answer={null} httpStatus={group.httpStatus} />
            <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400 }}>
              <RelativeTime at={group.latestAt} />
            </Box>
          </Button>
        ))}
      </Box>
    </Box>
  );
}
