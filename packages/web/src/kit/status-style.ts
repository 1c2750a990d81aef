import BlockOutlined from '@mui/icons-material/BlockOutlined';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import CloudDoneOutlined from '@mui/icons-material/CloudDoneOutlined';
import CloudOffOutlined from '@mui/icons-material/CloudOffOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import EventBusyOutlined from '@mui/icons-material/EventBusyOutlined';
import FiberNewOutlined from '@mui/icons-material/FiberNewOutlined';
import HelpOutlined from '@mui/icons-material/HelpOutlined';
import HourglassEmptyOutlined from '@mui/icons-material/HourglassEmptyOutlined';
import LinkOffOutlined from '@mui/icons-material/LinkOffOutlined';
import MarkChatUnreadOutlined from '@mui/icons-material/MarkChatUnreadOutlined';
import PauseCircleOutlined from '@mui/icons-material/PauseCircleOutlined';
import PendingOutlined from '@mui/icons-material/PendingOutlined';
import PlayCircleOutlined from '@mui/icons-material/PlayCircleOutlined';
import ReplayOutlined from '@mui/icons-material/ReplayOutlined';
import ScheduleOutlined from '@mui/icons-material/ScheduleOutlined';
import SearchOffOutlined from '@mui/icons-material/SearchOffOutlined';
import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import TimerOffOutlined from '@mui/icons-material/TimerOffOutlined';
import VerifiedOutlined from '@mui/icons-material/VerifiedOutlined';
import type { SvgIcon } from '@mui/material';
import type { CallAnswer, CallOutcome } from '@srs-desk/shared/call/fields.ts';
import type { AttentionCode } from '@srs-desk/shared/order/attention.ts';
import type { OrderStatus, VerifyStatus } from '@srs-desk/shared/order/status.ts';
import type { Tone } from '../theme/palette.ts';

/** How one value of a state looks: always an icon and a tone; the word comes from the texts. */
export interface StatusStyle {
  icon: typeof SvgIcon;
  tone: Tone;
}

export const ORDER_STYLE: Readonly<Record<OrderStatus, StatusStyle>> = {
  created: { icon: FiberNewOutlined, tone: 'idle' },
  initialized: { icon: PlayCircleOutlined, tone: 'running' },
  identification_done: { icon: TaskAltOutlined, tone: 'nearly' },
  data_ready: { icon: CloudDoneOutlined, tone: 'nearly' },
  terminated: { icon: CheckCircleOutlined, tone: 'good' },
  error: { icon: ErrorOutlined, tone: 'bad' },
  cancelled: { icon: BlockOutlined, tone: 'gone' },
  unknown: { icon: HelpOutlined, tone: 'warn' },
};

export const VERIFY_STYLE: Readonly<Record<VerifyStatus, StatusStyle>> = {
  not_due: { icon: ScheduleOutlined, tone: 'idle' },
  due: { icon: PendingOutlined, tone: 'running' },
  no_evidence: { icon: SearchOffOutlined, tone: 'warn' },
  terms_not_accepted: { icon: MarkChatUnreadOutlined, tone: 'warn' },
  valid: { icon: VerifiedOutlined, tone: 'good' },
  expired: { icon: EventBusyOutlined, tone: 'bad' },
};

export const ATTENTION_STYLE: Readonly<Record<AttentionCode, StatusStyle>> = {
  gone: { icon: CloudOffOutlined, tone: 'bad' },
  error: { icon: ErrorOutlined, tone: 'bad' },
  no_target_url: { icon: LinkOffOutlined, tone: 'warn' },
  expired_session: { icon: TimerOffOutlined, tone: 'warn' },
  unknown_status: { icon: HelpOutlined, tone: 'warn' },
  superseded: { icon: ReplayOutlined, tone: 'gone' },
  terms_pending: { icon: MarkChatUnreadOutlined, tone: 'warn' },
  stuck: { icon: PauseCircleOutlined, tone: 'warn' },
};

/** What SRS answered by an HTTP error that is no failure. */
export const ANSWER_STYLE: Readonly<Record<CallAnswer, StatusStyle>> = {
  no_evidence: VERIFY_STYLE.no_evidence,
  terms_not_accepted: VERIFY_STYLE.terms_not_accepted,
  already_final: { icon: CheckCircleOutlined, tone: 'idle' },
  unknown_at_srs: { icon: SearchOffOutlined, tone: 'warn' },
};

/** How a call to SRS ended. */
export const OUTCOME_STYLE: Readonly<Record<CallOutcome, StatusStyle>> = {
  ok: { icon: CheckCircleOutlined, tone: 'good' },
  http_error: { icon: ErrorOutlined, tone: 'bad' },
  network_error: { icon: CloudOffOutlined, tone: 'bad' },
  timeout: { icon: TimerOffOutlined, tone: 'bad' },
  invalid_response: { icon: HelpOutlined, tone: 'warn' },
  in_flight: { icon: HourglassEmptyOutlined, tone: 'running' },
  unknown: { icon: HelpOutlined, tone: 'warn' },
};
