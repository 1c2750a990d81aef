import { Button } from '@mui/material';
import type { PlanInput } from '@srs-desk/shared/cancellation/wire.ts';
import { useListContext, useLocaleState, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import { countText } from '../format/amounts.ts';

/** Leads to a plan of every order of the list, named by what finds them; null while nothing does. It says how many once it is known. */
export function PlanAllButton({ chosen }: { chosen: Pick<PlanInput, 'stale' | 'superseded'> | null }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const [locale = 'en'] = useLocaleState();
  const { total, isPlaceholderData } = useListContext();
  const count = isPlaceholderData ? undefined : total;
  return (
    <Button
      variant="contained"
      disabled={chosen === null || !count}
      onClick={() => void navigate('/cancellations/create', { state: chosen })}
    >
      {count === undefined
        ? translate('desk.orders.selection.plan')
        : translate('desk.cancellations.planAll', { smart_count: count, count: countText(count, locale) })}
    </Button>
  );
}
