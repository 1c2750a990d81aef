import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import CompareArrowsOutlined from '@mui/icons-material/CompareArrowsOutlined';
import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import EventBusyOutlined from '@mui/icons-material/EventBusyOutlined';
import HelpOutlined from '@mui/icons-material/HelpOutlined';
import PercentOutlined from '@mui/icons-material/PercentOutlined';
import ReceiptLongOutlined from '@mui/icons-material/ReceiptLongOutlined';
import RemoveCircleOutlined from '@mui/icons-material/RemoveCircleOutlined';
import RuleOutlined from '@mui/icons-material/RuleOutlined';
import SearchOffOutlined from '@mui/icons-material/SearchOffOutlined';
import SummarizeOutlined from '@mui/icons-material/SummarizeOutlined';
import type { MatchClass } from '@srs-desk/shared/billing/invoice-line.ts';
import type { StatusStyle } from '../../kit/status-style.ts';

/** How a class of invoice lines looks. */
export const CLASS_STYLE: Readonly<Record<MatchClass, StatusStyle>> = {
  matched: { icon: CheckCircleOutlined, tone: 'good' },
  amount_differs: { icon: CompareArrowsOutlined, tone: 'warn' },
  not_checked: { icon: RuleOutlined, tone: 'warn' },
  wrong_period: { icon: EventBusyOutlined, tone: 'warn' },
  duplicate: { icon: ContentCopyOutlined, tone: 'bad' },
  unknown_external_id: { icon: HelpOutlined, tone: 'bad' },
  invoice_only: { icon: ReceiptLongOutlined, tone: 'bad' },
  credit: { icon: RemoveCircleOutlined, tone: 'idle' },
  fee: { icon: PercentOutlined, tone: 'idle' },
  total: { icon: SummarizeOutlined, tone: 'idle' },
  ours_only: { icon: SearchOffOutlined, tone: 'warn' },
};
