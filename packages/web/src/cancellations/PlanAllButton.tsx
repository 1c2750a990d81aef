import { Button } from '@mui/material';
import type { PlanInput } from '@srs-desk/shared/cancellation/wire.ts';
import { useListContext, useLocaleState, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import { countText } from '../format/amounts.ts';

/** Leads to a plan of every order of the list, named by what finds them; null while nothing does. */
export function PlanAllButton({ chosen }: { chosen: Pick<PlanInput, 'stale' | 'superseded'> | null }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const [locale = 'en'] = useLocaleState();
  const { total = 0 } = useListContext();
  return (
    <Button
      variant="contained"
      disabled={chosen === null || total === 0}
      onClick={() => void navigate('/cancellations/create', { state: chosen })}
    >
      {translate('desk.cancellations.planAll', { smart_count: total, count: countText(total, locale) })}
    </Button>
  );
}
