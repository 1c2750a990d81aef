import BlockOutlined from '@mui/icons-material/BlockOutlined';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import HourglassEmptyOutlined from '@mui/icons-material/HourglassEmptyOutlined';
import TimerOffOutlined from '@mui/icons-material/TimerOffOutlined';
import UndoOutlined from '@mui/icons-material/UndoOutlined';
import type { ApprovalState } from '@srs-desk/shared/access/approvals.ts';
import type { StatusStyle } from '../kit/status-style.ts';

export const APPROVAL_STYLE: Readonly<Record<ApprovalState, StatusStyle>> = {
  waiting: { icon: HourglassEmptyOutlined, tone: 'running' },
  approved: { icon: CheckCircleOutlined, tone: 'good' },
  rejected: { icon: BlockOutlined, tone: 'bad' },
  withdrawn: { icon: UndoOutlined, tone: 'gone' },
  lapsed: { icon: TimerOffOutlined, tone: 'gone' },
};
