import { Box, Button, Link as MuiLink } from '@mui/material';
import type { CancellationRequestRow } from '@srs-desk/shared/api/placing.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { useState } from 'react';
import { useGetList, useNotify, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useVerb } from '../api/use-verb.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { IdText } from '../kit/IdText.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';

const EARLIEST = { pagination: { page: 1, perPage: 100 }, sort: { field: 'id', order: 'ASC' } } as const;
/** Orders end by themselves, too. */
const MOVES_WITH = { meta: { touchedBy: ['orders'] } };

/** Old orders that were replaced while still pending: their cancellation was asked for by somebody who may not cancel. */
export default function CancellationRequestsCard() {
  const translate = useTranslate();
  const notify = useNotify();
  const [leaving, setLeaving] = useState<number | null>(null);
  const { data: rows = [] } = useGetList<CancellationRequestRow>(
    'cancellation-requests',
    EARLIEST,
    MOVES_WITH,
  );
  const text = (key: string) => translate(`desk.place.requests.${key}`);
  const execute = useVerb('executeRequest', {
    touches: ['cancellation-requests', 'orders'],
    onSuccess: ({ result }) =>
      notify(`desk.orders.cancel.result.${result}`, { type: result === 'cancelled' ? 'success' : 'info' }),
  });
  const dismiss = useVerb('dismissRequest', {
    touches: ['cancellation-requests'],
    onSuccess: () => setLeaving(null),
  });
  if (rows.length === 0) return null;
  return (
    <Section surface title={translate('desk.place.requests.title', { count: rows.length })}>
      <ProblemAlert error={execute.error} />
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {rows.map((row) => (
          <Box
            component="li"
            key={row.id}
            sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}
          >
            <MuiLink component={Link} to={`/orders/${row.refId}`}>
              <IdText id={row.refId} plain />
            </MuiLink>
            <span>
              {methodDisplayName(row.issuer, row.method)} · {translate(`desk.words.status.${row.status}`)}
            </span>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {row.requestedBy.replace(/^user:/, '')} · <RelativeTime at={row.requestedAt} />
            </Box>
            <Box sx={{ ml: 'auto', display: 'flex', gap: 1 }}>
              <Button
                variant="outlined"
                color="error"
                disabled={execute.isPending}
                onClick={() => execute.mutate({ id: row.id })}
              >
                {text('execute')}
              </Button>
              <Button onClick={() => setLeaving(row.id)}>{text('dismiss')}</Button>
            </Box>
          </Box>
        ))}
      </Box>
      {leaving === null ? null : (
        <ConfirmWithReason
          title={text('dismissTitle')}
          confirmLabel={text('dismiss')}
          busy={dismiss.isPending}
          error={dismiss.error}
          onClose={() => setLeaving(null)}
          onConfirm={(reason) => dismiss.mutate({ id: leaving, reason })}
        />
      )}
    </Section>
  );
}
