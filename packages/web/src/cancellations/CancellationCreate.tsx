import { Alert, Box, Button, Checkbox, FormControlLabel, TextField } from '@mui/material';
import { LONGEST_REASON } from '@srs-desk/shared/api/reason.ts';
import type { PlanInput } from '@srs-desk/shared/cancellation/wire.ts';
import { useState } from 'react';
import { useGetList, useLocaleState, useTranslate } from 'react-admin';
import { Link, useLocation, useNavigate } from 'react-router';
import { useGone } from '../api/use-gone.ts';
import { useVerb } from '../api/use-verb.ts';
import type { ListMeta } from '../dataProvider.ts';
import { countText } from '../format/amounts.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { EmptyState } from '../kit/States.tsx';
import { FilterText } from './FilterText.tsx';

type Chosen = Pick<PlanInput, 'refIds' | 'filter' | 'superseded' | 'stale'>;

function chosenOf(state: unknown): Chosen | null {
  if (typeof state !== 'object' || state === null) return null;
  const { refIds, filter, superseded, stale } = state as Chosen;
  return refIds || filter || superseded || stale
    ? {
        ...(refIds ? { refIds } : {}),
        ...(filter ? { filter } : {}),
        ...(superseded ? { superseded } : {}),
        ...(stale ? { stale } : {}),
      }
    : null;
}

/** From chosen orders to a plan: why, and whether finished work is meant too. Nothing is cancelled here. */
export default function CancellationCreate() {
  const translate = useTranslate();
  const { state } = useLocation();
  const chosen = chosenOf(state);
  const title = translate('desk.cancellations.new.title');
  if (chosen === null) {
    return (
      <>
        <PageTitle title={title} />
        <EmptyState
          title={translate('desk.cancellations.new.nothing')}
          action={
            <Button variant="contained" component={Link} to="/orders">
              {translate('desk.cancellations.new.toOrders')}
            </Button>
          }
        >
          {translate('desk.cancellations.new.nothingHelp')}
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageTitle title={title}>{translate('desk.cancellations.new.intro')}</PageTitle>
      <PlanForm chosen={chosen} />
    </>
  );
}

function PlanForm({ chosen }: { chosen: Chosen }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const [includeFinished, setIncludeFinished] = useState(false);
  const [asked, setAsked] = useState(false);
  const tooShort = reason.trim().length < 3;
  const gone = useGone();
  const plan = useVerb('planCancellation', {
    touches: ['cancellations'],
    onSuccess: (job) => gone.current || navigate(`/cancellations/${job.id}`, { replace: true }),
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!tooShort && !plan.isPending) plan.mutate({ ...chosen, reason: reason.trim(), includeFinished });
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 2, maxWidth: 640 }}>
      <ChosenText chosen={chosen} />
      <TextField
        label={translate('desk.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        required
        autoFocus
        fullWidth
        error={asked && tooShort}
        helperText={translate(asked && tooShort ? 'desk.reasonShort' : 'desk.reasonHelp')}
        slotProps={{ htmlInput: { maxLength: LONGEST_REASON } }}
      />
      <FormControlLabel
        control={
          <Checkbox
            checked={includeFinished}
            onChange={(event) => setIncludeFinished(event.target.checked)}
          />
        }
        label={translate('desk.cancellations.new.includeFinished')}
      />
      {includeFinished ? (
        <Alert severity="warning">{translate('desk.cancellations.new.finishedWarning')}</Alert>
      ) : null}
      <ProblemAlert error={plan.error} />
      <div>
        <Button type="submit" variant="contained" disabled={plan.isPending}>
          {translate(plan.isPending ? 'desk.working' : 'desk.cancellations.new.make')}
        </Button>
      </div>
    </Box>
  );
}

/** Which orders, in words; how many they are now. */
function ChosenText({ chosen }: { chosen: Chosen }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { refIds, filter, superseded, stale } = chosen;
  if (refIds) {
    return (
      <p>
        {translate('desk.cancellations.new.selection', {
          smart_count: refIds.length,
          count: countText(refIds.length, locale),
        })}
      </p>
    );
  }
  if (superseded) {
    return (
      <>
        <p>
          {translate(`desk.cancellations.new.${superseded.onlyAlike ? 'supersededAlike' : 'supersededAll'}`)}
        </p>
        <CountNow
          resource="cancellations/superseded"
          filter={{ differs: superseded.onlyAlike ? 'no' : 'any' }}
          sort="createdAt"
        />
      </>
    );
  }
  if (stale) {
    return (
      <>
        <p>{translate('desk.cancellations.new.stale', { days: stale.olderThanDays })}</p>
        <FilterText filter={stale} />
        <CountNow resource="cancellations/stale" filter={stale} sort="statusChangedAt" />
      </>
    );
  }
  return (
    <div>
      <p>{translate('desk.cancellations.new.filter')}</p>
      <FilterText filter={filter ?? {}} />
      <CountNow resource="orders" filter={filter ?? {}} sort="updatedAt" />
    </div>
  );
}

interface CountNowProps {
  resource: string;
  filter: Record<string, unknown>;
  sort: string;
}

/** How many orders the list has now. The plan looks at each anew. */
function CountNow({ resource, filter, sort }: CountNowProps) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { total, meta, error } = useGetList(resource, {
    filter,
    pagination: { page: 1, perPage: 1 },
    sort: { field: sort, order: 'DESC' },
  });
  if (error) return <ProblemAlert error={error} />;
  if (total === undefined) return <p>{translate('desk.loading')}</p>;
  const capped = (meta as ListMeta | undefined)?.capped ?? false;
  return (
    <p>
      <strong>
        {translate('desk.cancellations.new.count', {
          smart_count: total,
          count: countText(total, locale, capped),
        })}
      </strong>
    </p>
  );
}
