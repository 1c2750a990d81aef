import { Alert, Box, Button, LinearProgress, Typography } from '@mui/material';
import type { BackupRow, BackupView } from '@srs-desk/shared/api/backups.ts';
import { useCanAccess, useLocaleState, useTranslate } from 'react-admin';
import { SettingsFrame } from '../admin/SettingsFrame.tsx';
import { useRead } from '../api/use-read.ts';
import { useVerb } from '../api/use-verb.ts';
import { actorText } from '../audit/log-filters.ts';
import { countText } from '../format/amounts.ts';
import { bytesText } from '../format/bytes.ts';
import { DataGrid, type GridColumn } from '../kit/DataGrid.tsx';
import { Fact, Facts } from '../kit/Facts.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { ExactTime, RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { accessTo } from '../session/access.ts';

const LOOK_EVERY_MS = 1000;
const MAKE = accessTo('backups.make');

/** When was the last backup made, does it hold, where does it lie, and when is the next? */
export default function BackupPage() {
  const translate = useTranslate();
  const make = useVerb('makeBackup', { touches: ['backups'] });
  const { canAccess } = useCanAccess(MAKE);
  // While one is made its progress is read again and again.
  const { data, error } = useRead('backups', 'readBackups', {}, { refetchInterval: LOOK_EVERY_MS });
  return (
    <SettingsFrame>
      <PageTitle
        title={translate('desk.admin.backups.title')}
        actions={
          canAccess ? (
            <Button
              variant="contained"
              disabled={make.isPending || data?.running != null}
              onClick={() => make.mutate({})}
            >
              {translate('desk.admin.backups.make')}
            </Button>
          ) : null
        }
      >
        {translate('desk.admin.backups.intro')}
      </PageTitle>
      <ProblemAlert error={make.error ?? error} />
      {data ? <Backups view={data} /> : <LinearProgress aria-label={translate('desk.loading')} />}
    </SettingsFrame>
  );
}

function Backups({ view }: { view: BackupView }) {
  const translate = useTranslate();
  const text = (key: string, options?: object) => translate(`desk.admin.backups.${key}`, options);
  const last = view.unlisted === null ? view.backups[0] : undefined;
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 980, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Progress view={view} />
      {view.failure ? (
        <Alert severity="error">
          {text('failed', { why: view.failure.why })} <RelativeTime at={view.failure.at} />
        </Alert>
      ) : null}
      {view.sameDisk ? <Alert severity="warning">{text('sameDisk')}</Alert> : null}
      <Section surface title={text('state')}>
        <Facts>
          <Fact name={text('last')}>
            <LastTime view={view} />
          </Fact>
          {last ? <LastFacts last={last} /> : null}
          <Fact name={text('folder')}>{view.folder}</Fact>
          <Fact name={text('next')}>
            {view.nextAt ? (
              <>
                <RelativeTime at={view.nextAt} /> ({text('daily', { at: view.dailyAt, zone: view.timeZone })})
              </>
            ) : (
              text('noSchedule')
            )}
          </Fact>
          <Fact name={text('kept')}>
            {Math.max(...Object.values(view.keep)) > 0 ? text('keptOf', view.keep) : text('keptAll')}
          </Fact>
          <Fact name={text('elsewhere')}>
            {!view.copies ? (
              text('noCopies')
            ) : view.unlisted !== null ? (
              translate('desk.unknown')
            ) : last?.copiedAt ? (
              <>
                {text('copied')} <RelativeTime at={last.copiedAt} />
              </>
            ) : (
              text('notCopied')
            )}
          </Fact>
        </Facts>
      </Section>
      {view.backups.length > 0 ? <Made rows={view.backups} /> : null}
    </Box>
  );
}

function LastTime({ view: { backups, unlisted } }: { view: BackupView }) {
  const translate = useTranslate();
  if (unlisted !== null)
    return unlisted.at === null ? (
      translate('desk.unknown')
    ) : (
      <>
        <RelativeTime at={unlisted.at} /> ({translate('desk.admin.backups.restored')})
      </>
    );
  const [last] = backups;
  return last ? <RelativeTime at={last.at} /> : translate('desk.admin.backups.never');
}

function LastFacts({ last }: { last: BackupRow }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = (key: string, options?: object) => translate(`desk.admin.backups.${key}`, options);
  return (
    <>
      <Fact name={text('size')}>{last.size === null ? '–' : bytesText(last.size, locale)}</Fact>
      <Fact name={text('verified')}>
        {last.verifiedAt ? (
          <>
            <RelativeTime at={last.verifiedAt} />
            {last.lastSeq === null
              ? null
              : `, ${text('entries', { count: countText(last.lastSeq, locale) })}`}
          </>
        ) : (
          text('notVerified')
        )}
      </Fact>
      <Fact name={text('to')}>
        {last.to}
        {last.isThere ? null : ` (${text('gone')})`}
      </Fact>
    </>
  );
}

/** How far the backup is that is being made. */
function Progress({ view: { running } }: { view: BackupView }) {
  const translate = useTranslate();
  if (running === null) return null;
  const { phase, done, total, by, startedAt } = running;
  const name = translate(`desk.admin.backups.phase.${phase}`);
  return (
    <Section surface title={translate('desk.admin.backups.running')}>
      <Typography role="status" variant="body2">
        {name} · {actorText(by)} · <RelativeTime at={startedAt} />
      </Typography>
      <LinearProgress
        aria-label={name}
        sx={{ mt: 1 }}
        {...(total > 0 ? { variant: 'determinate', value: Math.min(100, (100 * done) / total) } : {})}
      />
    </Section>
  );
}

function Made({ rows }: { rows: readonly BackupRow[] }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = (key: string) => translate(`desk.admin.backups.${key}`);
  const columns: GridColumn<BackupRow>[] = [
    { key: 'at', title: text('at'), heading: true, cell: ({ at }) => <ExactTime at={at} /> },
    { key: 'by', title: text('by'), cell: ({ by }) => actorText(by) },
    {
      key: 'size',
      title: text('size'),
      right: true,
      cell: ({ size }) => (size === null ? '–' : bytesText(size, locale)),
    },
    {
      key: 'verified',
      title: text('verified'),
      cell: ({ verifiedAt }) => (verifiedAt ? text('intact') : '–'),
    },
    { key: 'to', title: text('to'), cell: ({ to, isThere }) => (isThere ? to : `${to} (${text('gone')})`) },
  ];
  return (
    <Section surface title={text('made')}>
      <DataGrid label={text('made')} columns={columns} rows={rows} keyOf={({ id }) => id} />
    </Section>
  );
}
