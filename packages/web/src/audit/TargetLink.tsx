import { Link as MuiLink } from '@mui/material';
import type { AuditEntryDetail } from '@srs-desk/shared/api/audit.ts';
import { useCanAccess } from 'react-admin';
import { Link } from 'react-router';
import { targetPage } from './target-page.ts';

/** What an entry names, as a way to its page for who may see that. */
export function TargetLink({ entry }: { entry: AuditEntryDetail }) {
  const page = targetPage(entry);
  const { canAccess } = useCanAccess({ resource: page?.noun ?? 'audit', action: 'list' });
  if (page === null || !canAccess) return entry.target;
  return (
    <MuiLink component={Link} to={page.to} underline="always">
      {entry.target}
    </MuiLink>
  );
}
