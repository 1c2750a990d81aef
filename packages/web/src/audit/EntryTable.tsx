import { Box, Link as MuiLink } from '@mui/material';
import type { AuditEntryRow } from '@srs-desk/shared/api/audit.ts';
import { DataTable, useLocaleState } from 'react-admin';
import { Link, useLocation } from 'react-router';
import { pathOf } from '../calls/call-text.ts';
import { countText } from '../format/amounts.ts';
import { IdText } from '../kit/IdText.tsx';
import { OpenableRows } from '../kit/list/OpenableRows.tsx';
import { ExactTime } from '../kit/RelativeTime.tsx';
import { MONO } from '../theme/theme.ts';
import { EntryOutcome } from './EntryOutcome.tsx';
import { actorText } from './log-filters.ts';
import { useEntryTitle } from './use-entry-texts.ts';

const Col = DataTable.Col<AuditEntryRow>;

interface EntryTableProps {
  marked: number | null;
  shown: number | null;
  /** Fewer columns, while an entry stands at the right. */
  brief: boolean;
  onRow(seq: number): void;
}

/** The entries, newest first. */
export function EntryTable({ marked, shown, brief, onRow }: EntryTableProps) {
  return (
    <OpenableRows<AuditEntryRow>
      marked={marked}
      shown={shown}
      onRow={onRow}
      storeKey={brief ? 'audit.brief' : 'audit.full'}
      hiddenColumns={brief ? HIDDEN_BESIDE_ENTRY : NONE}
    >
      {COLUMNS}
    </OpenableRows>
  );
}

const HIDDEN_BESIDE_ENTRY = ['refId', 'externalId'];
const NONE: string[] = [];

const COLUMNS = [
  <Col
    key="id"
    source="id"
    disableSort={false}
    align="right"
    label="resources.audit.fields.seq"
    render={({ seq }) => <EntryNumber seq={seq} />}
  />,
  <Col key="at" source="at" render={({ at }) => <ExactTime at={at} />} />,
  <Col key="action" source="action" render={(entry) => <WhatHappened entry={entry} />} />,
  <Col key="outcome" source="outcome" render={(entry) => <EntryOutcome entry={entry} />} />,
  <Col key="actor" source="actor" render={({ actor }) => actorText(actor)} />,
  <Col
    key="refId"
    source="refId"
    render={({ refId }) => (refId ? <IdText id={refId} kind="Ref ID" /> : '')}
  />,
  <Col key="externalId" source="externalId" />,
];

/** The number of an entry, which opens it beside the list. */
export function EntryNumber({ seq }: { seq: number }) {
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
