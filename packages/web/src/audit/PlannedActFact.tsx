import { Button, Typography } from '@mui/material';
import type { PrunePlan, RetentionPlan } from '@srs-desk/shared/api/audit.ts';
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

interface Planned {
  kind: 'retention' | 'pruning';
  plan: RetentionPlan | PrunePlan;
}

/** The plan's numbers as people read them. */
function numbersOf({ plan }: Planned, locale: string): Record<string, string> {
  const { months: _, ...rest } = plan;
  const numbers = Object.entries(rest).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return Object.fromEntries(numbers.map(([name, value]) => [name, countText(value, locale)]));
}

/** An irreversible act in bulk that is announced: how much, when, and what it waits for. */
export function PlannedActFact(planned: Planned) {
  const { kind, plan } = planned;
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { canAccess } = useCanAccess(ERASE);
  const [isAsking, setAsking] = useState(false);
  const text = (key: string, options?: object) => translate(`desk.audit.${kind}.${key}`, options);
  const numbers = numbersOf(planned, locale);
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
      {isAsking ? <ApproveDialog kind={kind} numbers={numbers} onClose={() => setAsking(false)} /> : null}
    </Fact>
  );
}

function ApproveDialog(props: { kind: Planned['kind']; numbers: object; onClose(): void }) {
  const { kind, numbers, onClose } = props;
  const translate = useTranslate();
  const approve = useVerb('approvePlannedAct', { touches: ['audit'] });
  const text = (key: string, options?: object) => translate(`desk.audit.${kind}.${key}`, options);
  return (
    <ConfirmDialog
      title={text('approve')}
      confirmLabel={text('approve')}
      busy={approve.isPending}
      onConfirm={() => approve.mutate({ kind }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Typography>{text('sure', numbers)}</Typography>
      <ProblemAlert error={approve.error} />
    </ConfirmDialog>
  );
}
