import { Box, Link as MuiLink } from '@mui/material';
import type { AuditEntryDetail } from '@srs-desk/shared/api/audit.ts';
import type { ReactNode } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText } from '../format/amounts.ts';
import { CopyButton } from '../kit/CopyButton.tsx';
import { Fact, Facts } from '../kit/Facts.tsx';
import { IdText } from '../kit/IdText.tsx';
import { JsonView } from '../kit/JsonView.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { ExactTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { MONO } from '../theme/theme.ts';
import { restOf, valueText } from './entry-differences.ts';
import { logLink } from './log-filters.ts';
import { TargetLink } from './TargetLink.tsx';

const mono = { fontFamily: MONO, fontSize: '0.78125rem', overflowWrap: 'anywhere' } as const;

/** What the entry says, with the ways to its order and its call. */
export function EntryFacts() {
  const entry = useRecord<AuditEntryDetail>();
  const translate = useTranslate();
  const label = (field: string) => translate(`resources.audit.fields.${field}`);
  const plain = (field: string, value: string | null): ReactNode =>
    value === null ? null : (
      <Fact name={label(field)}>
        <Box component="span" sx={mono}>
          {value}
        </Box>
      </Fact>
    );
  return (
    <Section title={translate('desk.audit.says')}>
      <Facts>
        <Fact name={label('at')}>
          <ExactTime at={entry.at} />{' '}
          <Box component="span" sx={{ ...mono, color: 'text.secondary' }}>
            {entry.at}
          </Box>
        </Fact>
        <Fact name={label('action')}>
          <Box component="span" sx={mono}>
            {entry.action}
          </Box>{' '}
          · {translate(`desk.words.auditKind.${entry.kind}`)}
        </Fact>
        <Fact name={label('actor')}>
          <Box component="span" sx={mono}>
            {entry.actor}
          </Box>
          {entry.origin === null
            ? null
            : ` · ${translate(`desk.words.origin.${entry.origin}`, { _: entry.origin })}`}
        </Fact>
        {entry.target === null ? null : (
          <Fact name={label('target')}>
            <Box component="span" sx={mono}>
              <TargetLink entry={entry} />
            </Box>
          </Fact>
        )}
        <Subjects entry={entry} />
        {entry.sealed ? (
          <Fact name={label('sealed')}>{translate(`desk.audit.sealed.${entry.sealedState}`)}</Fact>
        ) : null}
        {entry.reason === null ? null : <Fact name={label('reason')}>{entry.reason}</Fact>}
        <Rest entry={entry} />
        {plain('uuid', entry.uuid)}
      </Facts>
    </Section>
  );
}

/** What the entry is about: order, call, and the call's other entry. */
function Subjects({ entry }: { entry: AuditEntryDetail }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const label = (field: string) => translate(`resources.audit.fields.${field}`);
  return (
    <>
      {entry.refId === null ? null : (
        <Fact name={label('refId')}>
          <MuiLink component={Link} to={`/orders/${entry.refId}`} underline="always">
            <IdText id={entry.refId} plain />
          </MuiLink>{' '}
          <CopyButton text={entry.refId} label={`${translate('desk.copy')}: Ref ID`} />
          {' · '}
          <MuiLink component={Link} to={logLink({ refId: entry.refId })} underline="always">
            {translate('desk.audit.ofOrder')}
          </MuiLink>
          {' · '}
          <MuiLink component={Link} to={logLink({ person: entry.refId })} underline="always">
            {translate('desk.audit.ofPerson')}
          </MuiLink>
        </Fact>
      )}
      {entry.orderId === null ? null : (
        <Fact name={label('orderId')}>
          <IdText id={entry.orderId} kind="Order ID" whole />
        </Fact>
      )}
      {entry.externalId === null ? null : <Fact name={label('externalId')}>{entry.externalId}</Fact>}
      {entry.callId === null ? null : (
        <Fact name={label('callId')}>
          <MuiLink component={Link} to={`/calls/${entry.callId}`} underline="always">
            {countText(entry.callId, locale)}
          </MuiLink>
          {entry.counterpart === null ? (
            entry.action === 'call.intent' ? (
              ` · ${translate('desk.audit.noOutcome')}`
            ) : null
          ) : (
            <>
              {' · '}
              <MuiLink component={Link} to={`/audit/${entry.counterpart}`} underline="always">
                {translate(entry.action === 'call.intent' ? 'desk.calls.outcome' : 'desk.calls.intent', {
                  seq: countText(entry.counterpart, locale),
                })}
              </MuiLink>
            </>
          )}
        </Fact>
      )}
    </>
  );
}

function Rest({ entry }: { entry: AuditEntryDetail }) {
  const rest = restOf(entry.detail).filter(([name]) => name !== 'sealedChanges');
  return rest.map(([name, value]) => (
    <Fact key={name} name={name}>
      {typeof value === 'object' && value !== null ? (
        <JsonView value={value} label={name} maxHeight={220} />
      ) : (
        <Box component="span" sx={mono}>
          {valueText(value)}
        </Box>
      )}
    </Fact>
  ));
}
