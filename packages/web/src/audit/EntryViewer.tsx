import ChevronLeftOutlined from '@mui/icons-material/ChevronLeftOutlined';
import ChevronRightOutlined from '@mui/icons-material/ChevronRightOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Box, IconButton, LinearProgress, Tooltip, Typography } from '@mui/material';
import type { AuditEntryDetail } from '@srs-desk/shared/api/audit.ts';
import { ShowBase, useLocaleState, useShowContext, useTranslate } from 'react-admin';
import { countText } from '../format/amounts.ts';
import { CopyButton } from '../kit/CopyButton.tsx';
import { WHOLE } from '../kit/list/ShowStates.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { ErrorState } from '../kit/States.tsx';
import { EntryChanges } from './EntryChanges.tsx';
import { EntryFacts } from './EntryFacts.tsx';
import { EntryOutcome } from './EntryOutcome.tsx';
import { EntryPack } from './EntryPack.tsx';
import { EntryProof } from './EntryProof.tsx';
import { useEntryTitle } from './use-entry-texts.ts';

interface EntryViewerProps {
  seq: number;
  /** Shows another entry; null closes. */
  onShow(seq: number | null): void;
}

/** One entry: what changed, what it says, and the proof that it stands in the log. */
export function EntryViewer({ seq, onShow }: EntryViewerProps) {
  return (
    <ShowBase<AuditEntryDetail> resource="audit" id={seq} queryOptions={WHOLE} disableAuthentication>
      <EntryStates onShow={onShow} />
    </ShowBase>
  );
}

/** The entry that is being read, could not be read, or is there. */
function EntryStates({ onShow }: Pick<EntryViewerProps, 'onShow'>) {
  const translate = useTranslate();
  const { record, error, refetch } = useShowContext<AuditEntryDetail>();
  if (!record && !error) return <LinearProgress aria-label={translate('desk.loading')} />;
  if (!record) {
    return (
      <Box>
        <CloseEntry onShow={onShow} />
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Box>
    );
  }
  return (
    <Box
      component="section"
      aria-label={translate('desk.audit.one')}
      sx={{
        minWidth: 0,
        display: 'grid',
        gap: 2,
        alignContent: 'start',
        // Beside the list it stays in sight, wherever in the list one is.
        position: { lg: 'sticky' },
        top: { lg: 96 },
        maxHeight: { lg: 'calc(100vh - 108px)' },
        overflowY: { lg: 'auto' },
        px: { lg: 0.5 },
      }}
    >
      <EntryHeading onShow={onShow} />
      <EntryChanges />
      <EntryFacts />
      <EntryProof />
      <EntryPack />
    </Box>
  );
}

function CloseEntry({ onShow }: Pick<EntryViewerProps, 'onShow'>) {
  const translate = useTranslate();
  return (
    <IconButton size="small" aria-label={translate('desk.close')} onClick={() => onShow(null)}>
      <CloseOutlined fontSize="small" />
    </IconButton>
  );
}

function EntryHeading({ onShow }: Pick<EntryViewerProps, 'onShow'>) {
  const entry = useRecord<AuditEntryDetail>();
  const translate = useTranslate();
  const title = useEntryTitle();
  const [locale = 'en'] = useLocaleState();
  const step = (to: number | null, name: string, Icon: typeof ChevronLeftOutlined) => (
    <Tooltip title={translate(name)}>
      <span>
        <IconButton
          size="small"
          aria-label={translate(name)}
          disabled={to === null}
          onClick={() => onShow(to)}
        >
          <Icon fontSize="small" />
        </IconButton>
      </span>
    </Tooltip>
  );
  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, color: 'text.secondary' }}>
        {step(entry.previous, 'desk.audit.previous', ChevronLeftOutlined)}
        <span>{translate('desk.audit.entry', { seq: countText(entry.seq, locale) })}</span>
        {step(entry.next, 'desk.audit.next', ChevronRightOutlined)}
        <Box sx={{ ml: 'auto', display: 'flex', gap: 1, alignItems: 'center' }}>
          <CopyButton
            text={`${location.origin}/audit/${entry.seq}`}
            label={translate('desk.audit.copyLink')}
            words
          />
          <CloseEntry onShow={onShow} />
        </Box>
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap', mt: 0.5 }}>
        <Typography variant="h2">{title(entry)}</Typography>
        <EntryOutcome entry={entry} />
      </Box>
    </Box>
  );
}
