import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import CompareArrowsOutlined from '@mui/icons-material/CompareArrowsOutlined';
import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import EventBusyOutlined from '@mui/icons-material/EventBusyOutlined';
import HelpOutlined from '@mui/icons-material/HelpOutlined';
import ReceiptLongOutlined from '@mui/icons-material/ReceiptLongOutlined';
import SearchOffOutlined from '@mui/icons-material/SearchOffOutlined';
import type { MatchClass } from '@srs-desk/shared/billing/invoice-line.ts';
import type { StatusStyle } from '../../kit/status-style.ts';

/** How a class of invoice lines looks. */
export const CLASS_STYLE: Readonly<Record<MatchClass, StatusStyle>> = {
  matched: { icon: CheckCircleOutlined, tone: 'good' },
  amount_differs: { icon: CompareArrowsOutlined, tone: 'warn' },
  wrong_period: { icon: EventBusyOutlined, tone: 'warn' },
  duplicate: { icon: ContentCopyOutlined, tone: 'bad' },
  unknown_external_id: { icon: HelpOutlined, tone: 'bad' },
  invoice_only: { icon: ReceiptLongOutlined, tone: 'bad' },
  ours_only: { icon: SearchOffOutlined, tone: 'warn' },
};
