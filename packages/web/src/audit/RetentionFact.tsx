import { Button, Typography } from '@mui/material';
import type { RetentionPlan } from '@srs-desk/shared/api/audit.ts';
import { useState } from 'react';
import { useCanAccess, useLocaleState, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { countText } from '../format/amounts.ts';
import { ConfirmDialog } from '../kit/ConfirmDialog.tsx';
import { Fact } from '../kit/Facts.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { ExactTime, RelativeTime } from '../kit/RelativeTime.tsx';
import { accessTo } from '../session/access.ts';

const ERASE = accessTo('person.erase');

/** The erasure by age that is announced: how many, when, and what it waits for. */
export function RetentionFact({ plan }: { plan: RetentionPlan }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { canAccess } = useCanAccess(ERASE);
  const [isAsking, setAsking] = useState(false);
  const text = (key: string, options?: object) => translate(`desk.audit.retention.${key}`, options);
  const numbers = {
    orders: countText(plan.orders, locale),
    ofOrders: countText(plan.ofOrders, locale),
    subjects: countText(plan.subjects, locale),
  };
  return (
    <Fact name={text('next')}>
      {text('planned', numbers)} <ExactTime at={plan.before} />
      {plan.step === 'wait' || plan.step === 'run' ? (
        <>
          {' · '}
          {text('due')} <RelativeTime at={plan.dueAt} />
        </>
      ) : (
        plan.doubts.map((doubt) => (
          <Typography key={doubt} variant="body2" color="error">
            {text(`doubt.${doubt}`)}
          </Typography>
        ))
      )}
      {plan.step === 'ask' && canAccess ? (
        <Button size="small" variant="outlined" sx={{ mt: 1 }} onClick={() => setAsking(true)}>
          {text('approve')}
        </Button>
      ) : null}
      {isAsking ? <ApproveDialog numbers={numbers} onClose={() => setAsking(false)} /> : null}
    </Fact>
  );
}

function ApproveDialog({ numbers, onClose }: { numbers: object; onClose(): void }) {
  const translate = useTranslate();
  const approve = useVerb('approveRetention', { touches: ['audit'], onSuccess: onClose });
  const text = (key: string, options?: object) => translate(`desk.audit.retention.${key}`, options);
  return (
    <ConfirmDialog
      title={text('approve')}
      confirmLabel={text('approve')}
      busy={approve.isPending}
      onConfirm={() => approve.mutate({})}
      onClose={onClose}
    >
      <Typography>{text('sure', numbers)}</Typography>
      <ProblemAlert error={approve.error} />
    </ConfirmDialog>
  );
}
