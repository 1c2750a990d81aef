import { Box, Button, Link as MuiLink, TextField, Typography } from '@mui/material';
import type { OrphanRow } from '@srs-desk/shared/api/placing.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { UNRECORDED } from '@srs-desk/shared/order/unrecorded.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useRead } from '../api/use-read.ts';
import { useVerb } from '../api/use-verb.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';

/** Placings whose answer was lost or not recorded: SRS may have an order that nobody knows. Shown only while there are any. */
export default function OrphansCard() {
  const [settling, setSettling] = useState<OrphanRow | null>(null);
  const { data: rows = [] } = useRead('calls', 'readOrphans', {}, { touchedBy: ['orders'] });
  return (
    <>
      {rows.length === 0 ? null : <Orphans rows={rows} onSettle={setSettling} />}
      {/* It outlives its row: somebody else may have settled it meanwhile. */}
      {settling ? <SettleDialog orphan={settling} onClose={() => setSettling(null)} /> : null}
    </>
  );
}

function Orphans({ rows, onSettle }: { rows: readonly OrphanRow[]; onSettle(orphan: OrphanRow): void }) {
  const translate = useTranslate();
  return (
    <Section surface title={translate('desk.place.orphans.title', { count: rows.length })}>
      {['help', 'unrecorded']
        .filter((key) => rows.some(({ outcome }) => (outcome === UNRECORDED) === (key === 'unrecorded')))
        .map((key) => (
          <Typography key={key} variant="body2" color="text.secondary" sx={{ mb: 1 }}>
            {translate(`desk.place.orphans.${key}`)}
          </Typography>
        ))}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {rows.slice(0, 12).map((row) => (
          <Box
            component="li"
            key={row.id}
            sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}
          >
            <MuiLink component={Link} to={`/calls/${row.id}`}>
              {translate('desk.place.orphans.call', { id: row.id })}
            </MuiLink>
            <span>
              {methodDisplayName(row.issuer, row.method)}
              {row.externalId ? ` · ${row.externalId}` : ''}
              {row.outcome === UNRECORDED ? ` · ${translate('desk.words.outcome.unrecorded')}` : ''}
            </span>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {row.actor.replace(/^user:/, '')} · <RelativeTime at={row.at} />
            </Box>
            <Button variant="outlined" sx={{ ml: 'auto' }} onClick={() => onSettle(row)}>
              {translate('desk.place.orphans.settle')}
            </Button>
          </Box>
        ))}
      </Box>
    </Section>
  );
}

function SettleDialog({ orphan, onClose }: { orphan: OrphanRow; onClose: () => void }) {
  const translate = useTranslate();
  const [refId, setRefId] = useState('');
  const settle = useVerb('settleOrphan', { touches: ['calls', 'orders'] });
  const found = refId.trim();
  return (
    <ConfirmWithReason
      title={translate('desk.place.orphans.settleTitle')}
      confirmLabel={translate('desk.place.orphans.settle')}
      busy={settle.isPending}
      error={settle.error}
      onClose={onClose}
      onConfirm={(note) =>
        settle.mutate(
          { callId: orphan.id, note, ...(found === '' ? {} : { refId: found }) },
          { onSuccess: onClose },
        )
      }
      suggestions={[translate('desk.place.orphans.none'), translate('desk.place.orphans.found')]}
    >
      <Typography variant="body2">{translate('desk.place.orphans.settleHelp')}</Typography>
      <TextField
        label={translate('desk.place.orphans.refId')}
        value={refId}
        onChange={(event) => setRefId(event.target.value)}
        fullWidth
      />
    </ConfirmWithReason>
  );
}
