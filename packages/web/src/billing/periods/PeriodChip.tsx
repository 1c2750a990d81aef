import LockOutlined from '@mui/icons-material/LockOutlined';
import PendingOutlined from '@mui/icons-material/PendingOutlined';
import ScheduleOutlined from '@mui/icons-material/ScheduleOutlined';
import type { PeriodRow } from '@srs-desk/shared/billing/wire.ts';
import { useTranslate } from 'react-admin';
import { StateChip } from '../../kit/StateChip.tsx';
import type { StatusStyle } from '../../kit/status-style.ts';

const STYLE: Readonly<Record<PeriodRow['state'], StatusStyle>> = {
  running: { icon: ScheduleOutlined, tone: 'running' },
  open: { icon: PendingOutlined, tone: 'warn' },
  closed: { icon: LockOutlined, tone: 'good' },
};

/** Whether a month runs, waits to be closed, or is closed. */
export function PeriodChip({ state }: { state: PeriodRow['state'] }) {
  const translate = useTranslate();
  return <StateChip {...STYLE[state]} label={translate(`desk.words.monthState.${state}`)} />;
}
