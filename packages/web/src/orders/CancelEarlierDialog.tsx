import { Box, Checkbox, FormControlLabel, Typography } from '@mui/material';
import type { OrderRow } from '@srs-desk/shared/api/orders.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { useState } from 'react';
import { useCanAccess, useNotify, useTranslate } from 'react-admin';
import { newIdempotencyKey } from '../api/idempotency.ts';
import { hasCode } from '../api/problem.ts';
import { FAILED_SINCE, useGone } from '../api/use-gone.ts';
import { useTellAbout } from '../api/use-tell-about.ts';
import { useTellIfGone } from '../api/use-tell-refused.ts';
import { useVerb } from '../api/use-verb.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { IdText } from '../kit/IdText.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { StatusChip } from '../kit/StateChip.tsx';
import { accessTo } from '../session/access.ts';

interface CancelEarlierDialogProps {
  orders: readonly OrderRow[];
  onClose(): void;
}

const TOUCHES = ['orders', 'cancellations'];
/** Results that are what was wanted. */
const DONE: ReadonlySet<string> = new Set([
  'asked',
  'askedBefore',
  'result.cancelled',
  'result.already_cancelled',
]);

/** Cancels a person's earlier pending orders, those that are checked, or asks an admin to (guide §7.2). */
export function CancelEarlierDialog({ orders, onClose }: CancelEarlierDialogProps) {
  const translate = useTranslate();
  const notify = useNotify();
  const tell = useTellAbout();
  const { canAccess: mayCancel = false } = useCanAccess(accessTo('orders.cancel'));
  // What was shown stays shown while one after the other ends.
  const [rows] = useState(orders);
  const [left, setLeft] = useState<readonly string[]>([]);
  /** The order at which an error ended it. */
  const [stopped, setStopped] = useState<string | null>(null);
  const [results, setResults] = useState<Readonly<Record<string, string>>>({});
  const [keys] = useState(() => new Map(rows.map(({ refId }) => [refId, newIdempotencyKey()])));
  const gone = useGone();
  const cancel = useVerb('cancelOrder', { touches: TOUCHES });
  const tellIfGone = useTellIfGone();
  const ask = useVerb('askCancellation', {
    touches: TOUCHES,
    // That somebody asked before is what was wanted.
    onError: (error, input) => hasCode(error, 'already_requested') || tellIfGone(error, input),
  });
  const chosen = rows.filter(({ refId }) => !left.includes(refId) && results[refId] === undefined);
  const text = (key: string, count: number) =>
    translate(`desk.orders.earlier.${mayCancel ? 'cancel' : 'ask'}.${key}`, { smart_count: count });
  const endOne = async (id: string, reason: string): Promise<string> => {
    if (!mayCancel) {
      return ask.mutateAsync({ id, reason }).then(
        () => 'asked',
        (error) => (hasCode(error, 'already_requested') ? 'askedBefore' : Promise.reject(error)),
      );
    }
    const idempotencyKey = keys.get(id) ?? newIdempotencyKey();
    const { result } = await cancel.mutateAsync({ id, reason, idempotencyKey });
    return `result.${result}`;
  };
  const run = async (reason: string) => {
    setStopped(null);
    let isDone = true;
    for (const { refId } of chosen) {
      const said = await endOne(refId, reason).catch(() => null);
      // The error stands in the dialog; what came before it is done, and the rest is left.
      if (said === null) return setStopped(refId);
      const result = translate(`desk.orders.cancel.${said}`);
      setResults((before) => ({ ...before, [refId]: result }));
      if (DONE.has(said)) continue;
      isDone = false;
      if (gone.current) tell(refId, result, FAILED_SINCE);
    }
    // What came out otherwise is read in the dialog first.
    if (!isDone) return;
    notify(text('done', chosen.length), { type: 'success' });
    if (!gone.current) onClose();
  };
  return (
    <ConfirmWithReason
      danger={mayCancel}
      title={text('title', rows.length)}
      confirmLabel={text('confirm', chosen.length)}
      closeLabel={translate('desk.orders.earlier.close')}
      {...(chosen.length === 0 ? { ready: false } : {})}
      busy={cancel.isPending || ask.isPending}
      error={cancel.error ?? (hasCode(ask.error, 'already_requested') ? null : ask.error)}
      onClose={onClose}
      onConfirm={(reason) => void run(reason)}
      suggestions={[translate('desk.orders.cancel.reasonNewLink')]}
    >
      <Typography variant="body2">{text('what', rows.length)}</Typography>
      <Box role="group" aria-label={text('title', rows.length)} sx={{ display: 'grid', gap: 0.5 }}>
        {rows.map((row) => (
          <FormControlLabel
            key={row.refId}
            disabled={results[row.refId] !== undefined}
            control={
              <Checkbox
                checked={!left.includes(row.refId)}
                onChange={(_, on) =>
                  setLeft(on ? left.filter((id) => id !== row.refId) : [...left, row.refId])
                }
              />
            }
            label={
              <>
                {methodDisplayName(row.issuer, row.method)} <IdText id={row.refId} plain />{' '}
                <StatusChip status={row.status} wireStatus={row.wireStatus} />{' '}
                <RelativeTime at={row.createdAt} />{' '}
                {results[row.refId] ??
                  (stopped === row.refId ? translate('desk.orders.earlier.stopped') : '')}
              </>
            }
          />
        ))}
      </Box>
    </ConfirmWithReason>
  );
}
