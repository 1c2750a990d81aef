import { Box, Button, Link as MuiLink } from '@mui/material';
import type { CancelResult } from '@srs-desk/shared/api/orders.ts';
import type { CancellationRequestRow } from '@srs-desk/shared/api/placing.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { useApi } from '../api/use-api.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { IdText } from '../kit/IdText.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';

/** Old orders that were replaced while still pending: their cancellation was asked for by somebody who may not cancel. */
export default function CancellationRequestsCard() {
  const translate = useTranslate();
  const notify = useNotify();
  const [leaving, setLeaving] = useState<number | null>(null);
  const asked = useApi<CancellationRequestRow[]>('cancellation-requests', {
    refreshOn: ['cancellation-requests', 'orders'],
  });
  const text = (key: string) => translate(`desk.place.requests.${key}`);
  const execute = useAction(async (id: number) => {
    const { result } = await ask<{ result: CancelResult }>(`cancellation-requests/${id}/execute`, {
      method: 'POST',
      body: {},
    });
    notify(`desk.orders.cancel.result.${result}`, { type: result === 'cancelled' ? 'success' : 'info' });
    asked.refetch();
  });
  const dismiss = useAction(async (id: number, reason: string) => {
    await ask(`cancellation-requests/${id}/dismiss`, { method: 'POST', body: { reason } });
    setLeaving(null);
    asked.refetch();
  });
  const rows = asked.data ?? [];
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
                disabled={execute.busy}
                onClick={() => void execute.run(row.id)}
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
          open
          title={text('dismissTitle')}
          confirmLabel={text('dismiss')}
          busy={dismiss.busy}
          error={dismiss.error}
          onClose={() => setLeaving(null)}
          onConfirm={(reason) => void dismiss.run(leaving, reason)}
        />
      )}
    </Section>
  );
}
