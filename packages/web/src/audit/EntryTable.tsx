import { Box, Link as MuiLink, useTheme } from '@mui/material';
import type { AuditEntryRow } from '@srs-desk/shared/api/audit.ts';
import { DataTable, useLocaleState, useTranslate } from 'react-admin';
import { Link, useLocation } from 'react-router';
import { pathOf } from '../calls/call-text.ts';
import { countText } from '../format/amounts.ts';
import { IdText } from '../kit/IdText.tsx';
import { ExactTime } from '../kit/RelativeTime.tsx';
import { MONO } from '../theme/theme.ts';
import { EntryOutcome } from './EntryOutcome.tsx';
import { actorText } from './log-filters.ts';
import { useEntryTitle } from './use-entry-texts.ts';

interface EntryTableProps {
  marked: number | null;
  shown: number | null;
  /** Fewer columns, while an entry stands at the right. */
  brief: boolean;
  onRow(seq: number): void;
}

/** The entries, newest first. */
export function EntryTable({ marked, shown, brief, onRow }: EntryTableProps) {
  const translate = useTranslate();
  const { desk } = useTheme();
  const label = (field: string) => translate(`desk.audit.field.${field}`);
  return (
    <DataTable<AuditEntryRow>
      rowClick={(_id, _resource, record) => {
        onRow((record as AuditEntryRow).seq);
        return false;
      }}
      rowSx={(record) => ({
        ...(record.id === shown ? { backgroundColor: 'action.selected' } : {}),
        ...(record.id === marked ? { boxShadow: `inset 3px 0 0 ${desk.accent}` } : {}),
      })}
      bulkActionButtons={false}
      storeKey={brief ? 'audit.brief' : 'audit.full'}
      hiddenColumns={brief ? ['refId', 'externalId'] : []}
      sx={{ '& .RaDataTable-tableWrapper': { overflowX: 'auto' } }}
      empty={<span />}
    >
      <DataTable.Col
        source="id"
        disableSort={false}
        align="right"
        label={label('seq')}
        render={(entry) => <EntryNumber seq={entry.seq} />}
      />
      <DataTable.Col source="at" label={label('at')} render={(entry) => <ExactTime at={entry.at} />} />
      <DataTable.Col
        source="action"
        label={label('action')}
        render={(entry) => <WhatHappened entry={entry as AuditEntryRow} />}
      />
      <DataTable.Col
        source="outcome"
        label={label('outcome')}
        render={(entry) => <EntryOutcome entry={entry as AuditEntryRow} />}
      />
      <DataTable.Col source="actor" label={label('actor')} render={(entry) => actorText(entry.actor)} />
      <DataTable.Col
        source="refId"
        label={label('refId')}
        render={(entry) => (entry.refId ? <IdText id={entry.refId} kind="Ref ID" /> : '')}
      />
      <DataTable.Col source="externalId" label={label('externalId')} />
    </DataTable>
  );
}

function EntryNumber({ seq }: { seq: number }) {
  const [locale = 'en'] = useLocaleState();
  const { pathname, search } = useLocation();
  return (
    <MuiLink
      component={Link}
      to={{ pathname, search, hash: `#${seq}` }}
      onClick={(event) => event.stopPropagation()}
      data-row-id={seq}
      underline="always"
    >
      {countText(seq, locale)}
    </MuiLink>
  );
}

/** The action in words, what it was done to, and the reason that was given for it. */
export function WhatHappened({ entry }: { entry: AuditEntryRow }) {
  const title = useEntryTitle();
  const target = entry.target !== null && entry.kind === 'call' ? pathOf(entry.target) : entry.target;
  const { reason } = entry.detail;
  return (
    <>
      {title(entry)}
      {target ? (
        <Box
          component="span"
          sx={{
            display: 'block',
            fontFamily: MONO,
            fontSize: '0.75rem',
            color: 'text.secondary',
            overflowWrap: 'anywhere',
          }}
        >
          {target}
        </Box>
      ) : null}
      {typeof reason === 'string' ? (
        <Box component="span" sx={{ display: 'block', fontSize: '0.8125rem', color: 'text.secondary' }}>
          {reason}
        </Box>
      ) : null}
    </>
  );
}
