import ReportProblemOutlined from '@mui/icons-material/ReportProblemOutlined';
import SearchOffOutlined from '@mui/icons-material/SearchOffOutlined';
import { Box, Button, type SvgIcon, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { ApiProblem } from '../api/problem.ts';
import { useProblemText } from '../api/use-problem-text.ts';
import { FieldErrors } from './FieldErrors.tsx';

interface StatePanelProps {
  icon: typeof SvgIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  role?: 'status' | 'alert';
}

function StatePanel({ icon: Icon, title, children, action, role = 'status' }: StatePanelProps) {
  return (
    <Box
      role={role}
      sx={{ py: 5, px: 2, display: 'grid', justifyItems: 'center', textAlign: 'center', gap: 1 }}
    >
      <Icon aria-hidden sx={{ fontSize: 32, color: 'text.secondary' }} />
      <Typography variant="h3" component="p">
        {title}
      </Typography>
      {children ? (
        <Typography variant="body2" color="text.secondary" component="div" sx={{ maxWidth: '52ch' }}>
          {children}
        </Typography>
      ) : null}
      {action}
    </Box>
  );
}

interface EmptyStateProps {
  /** What is not there, said by its cause: nothing yet, nothing left to do, filters too narrow, not configured. */
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  icon?: typeof SvgIcon;
}

/** Nothing to show, and why. Each caller names the cause; there is no general "no data". */
export function EmptyState({ title, children, action, icon = SearchOffOutlined }: EmptyStateProps) {
  return (
    <StatePanel icon={icon} title={title} action={action}>
      {children}
    </StatePanel>
  );
}

/** A failed read: what the server said, field by field where it did, and the way to ask again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const translate = useTranslate();
  const textOf = useProblemText();
  return (
    <StatePanel
      role="alert"
      icon={ReportProblemOutlined}
      title={translate('desk.error.title')}
      action={
        onRetry ? (
          <Button variant="outlined" onClick={onRetry}>
            {translate('desk.retry')}
          </Button>
        ) : null
      }
    >
      {textOf(error)}
      {error instanceof ApiProblem ? ` (${translate('desk.error.code')} ${error.code})` : null}
      <Box sx={{ display: 'grid', justifyContent: 'center', textAlign: 'left' }}>
        <FieldErrors error={error} />
      </Box>
    </StatePanel>
  );
}
