import BlockOutlined from '@mui/icons-material/BlockOutlined';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import CloudOffOutlined from '@mui/icons-material/CloudOffOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import DoNotDisturbOnOutlined from '@mui/icons-material/DoNotDisturbOnOutlined';
import DraftsOutlined from '@mui/icons-material/DraftsOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import HourglassEmptyOutlined from '@mui/icons-material/HourglassEmptyOutlined';
import HowToRegOutlined from '@mui/icons-material/HowToRegOutlined';
import PauseCircleOutlined from '@mui/icons-material/PauseCircleOutlined';
import PlayCircleOutlined from '@mui/icons-material/PlayCircleOutlined';
import StopCircleOutlined from '@mui/icons-material/StopCircleOutlined';
import SyncProblemOutlined from '@mui/icons-material/SyncProblemOutlined';
import type { ItemState, JobState } from '@srs-desk/shared/cancellation/job.ts';
import type { PlanClass } from '@srs-desk/shared/cancellation/plan.ts';
import type { StatusStyle } from '../kit/status-style.ts';

/** How the states of a job look: the same everywhere. */
export const JOB_STYLE: Readonly<Record<JobState, StatusStyle>> = {
  planned: { icon: DraftsOutlined, tone: 'idle' },
  awaiting_approval: { icon: HowToRegOutlined, tone: 'warn' },
  approved: { icon: HourglassEmptyOutlined, tone: 'running' },
  running: { icon: PlayCircleOutlined, tone: 'running' },
  paused: { icon: PauseCircleOutlined, tone: 'warn' },
  completed: { icon: CheckCircleOutlined, tone: 'good' },
  stopped: { icon: StopCircleOutlined, tone: 'gone' },
  rejected: { icon: DoNotDisturbOnOutlined, tone: 'gone' },
  discarded: { icon: DeleteOutlined, tone: 'gone' },
};

/** What became of an order of a job. */
export const ITEM_STYLE: Readonly<Record<ItemState, StatusStyle>> = {
  pending: { icon: HourglassEmptyOutlined, tone: 'idle' },
  in_progress: { icon: PlayCircleOutlined, tone: 'running' },
  cancelled: { icon: BlockOutlined, tone: 'good' },
  already_final: { icon: CheckCircleOutlined, tone: 'gone' },
  already_cancelled: { icon: BlockOutlined, tone: 'gone' },
  unknown_at_srs: { icon: CloudOffOutlined, tone: 'warn' },
  changed: { icon: SyncProblemOutlined, tone: 'warn' },
  failed: { icon: ErrorOutlined, tone: 'bad' },
  left: { icon: DoNotDisturbOnOutlined, tone: 'gone' },
};

/** What the plan says of an order. */
export const CLASS_STYLE: Readonly<Record<PlanClass, StatusStyle>> = {
  will_cancel: { icon: BlockOutlined, tone: 'running' },
  already_final: { icon: CheckCircleOutlined, tone: 'gone' },
  changed: { icon: SyncProblemOutlined, tone: 'warn' },
  not_allowed: { icon: DoNotDisturbOnOutlined, tone: 'gone' },
  finished_work: { icon: CheckCircleOutlined, tone: 'nearly' },
};
