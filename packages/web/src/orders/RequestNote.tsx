import { Alert, Box, Button } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useCanAccess, useTranslate } from 'react-admin';
import { actorText } from '../audit/log-filters.ts';
import { useRecord } from '../kit/list/use-record.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { accessTo } from '../session/access.ts';
import { useDismissRequest } from './use-dismiss-request.ts';

/** That the cancellation of this order is asked for, by whom and since when; an admin decides here. */
export function RequestNote({ onCancel }: { onCancel(): void }) {
  const translate = useTranslate();
  const order = useRecord<OrderDetail>();
  const { canAccess: mayCancel } = useCanAccess(accessTo('orders.cancel'));
  const dismiss = useDismissRequest();
  const request = order.cancellationRequest;
  // The request that was dismissed may be taken up again, and that may be refused.
  if (!request) return <ProblemAlert error={dismiss.error} />;
  const text = (key: string, options?: object) => translate(`desk.place.requests.${key}`, options);
  return (
    <Alert severity="warning">
      {text('pending', { name: actorText(request.requestedBy) })} <RelativeTime at={request.requestedAt} />
      {mayCancel ? (
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 0.5 }}>
          <Button variant="outlined" color="error" onClick={onCancel}>
            {text('execute')}
          </Button>
          <Button color="inherit" disabled={dismiss.busy} onClick={() => dismiss.run(request.id)}>
            {text('dismiss')}
          </Button>
        </Box>
      ) : (
        `. ${text('decides')}`
      )}
      <ProblemAlert error={dismiss.error} />
    </Alert>
  );
}
