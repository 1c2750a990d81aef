import { Box, Button, Link as MuiLink } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type { CancellationRequestRow } from '@srs-desk/shared/api/placing.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { useState } from 'react';
import { CanAccess, RecordContextProvider, useGetList, useGetOne, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { IdText } from '../kit/IdText.tsx';
import { WHOLE } from '../kit/list/ShowStates.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { CancelDialog } from '../orders/CancelDialog.tsx';
import { type DismissRequest, useDismissRequest } from '../orders/use-dismiss-request.ts';
import { accessTo } from '../session/access.ts';

const EARLIEST = { pagination: { page: 1, perPage: 100 }, sort: { field: 'id', order: 'ASC' } } as const;
/** Orders end by themselves, too. */
const MOVES_WITH = { meta: { touchedBy: ['orders'] } };

/** Old orders that were replaced while still pending: their cancellation was asked for by somebody who may not cancel. */
export default function CancellationRequestsCard() {
  const [cancelling, setCancelling] = useState<CancellationRequestRow | null>(null);
  const { data: rows = [] } = useGetList<CancellationRequestRow>(
    'cancellation-requests',
    EARLIEST,
    MOVES_WITH,
  );
  const dismiss = useDismissRequest();
  return (
    <>
      {rows.length === 0 ? (
        // The last one that was dismissed may be taken up again, and that may be refused.
        <ProblemAlert error={dismiss.error} />
      ) : (
        <Requests rows={rows} dismiss={dismiss} onCancel={setCancelling} />
      )}
      {/* It outlives its row: somebody else may have decided meanwhile. */}
      {cancelling === null ? null : (
        <RequestDialog request={cancelling} onClose={() => setCancelling(null)} />
      )}
    </>
  );
}

interface RequestsProps {
  rows: readonly CancellationRequestRow[];
  dismiss: DismissRequest;
  onCancel(request: CancellationRequestRow): void;
}

function Requests({ rows, dismiss, onCancel }: RequestsProps) {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.place.requests.${key}`);
  return (
    <Section surface title={translate('desk.place.requests.title', { count: rows.length })}>
      <ProblemAlert error={dismiss.error} />
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
            <CanAccess {...accessTo('orders.cancel')}>
              <Box sx={{ ml: 'auto', display: 'flex', gap: 1 }}>
                <Button variant="outlined" color="error" onClick={() => onCancel(row)}>
                  {text('execute')}
                </Button>
                <Button disabled={dismiss.busy} onClick={() => dismiss.run(row.id)}>
                  {text('dismiss')}
                </Button>
              </Box>
            </CanAccess>
          </Box>
        ))}
      </Box>
    </Section>
  );
}

/** The same dialog as on the order's page, over the order that the request is about. */
function RequestDialog({ request, onClose }: { request: CancellationRequestRow; onClose(): void }) {
  const { data } = useGetOne<OrderDetail>('orders', { id: request.refId, meta: WHOLE.meta });
  return data ? (
    <RecordContextProvider value={data}>
      <CancelDialog request={request.id} onClose={onClose} />
    </RecordContextProvider>
  ) : null;
}
