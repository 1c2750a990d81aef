import { Box, Link as MuiLink } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { methodKeyOf } from '@srs-desk/shared/method/catalogue.ts';
import type { NamedField } from '@srs-desk/shared/order/fields.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { dateText } from '../format/time.ts';
import { CopyButton } from '../kit/CopyButton.tsx';
import { Fact, Facts } from '../kit/Facts.tsx';
import { IdText } from '../kit/IdText.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { ExactTime, RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { ToneText, VerifyChip } from '../kit/StateChip.tsx';
import { verifiedForText } from './reread-text.ts';

interface OrderFactsCardProps {
  /** The Target URL while it may be given to the user; null once it may not, undefined where that is not known. */
  link: string | null | undefined;
}

/** The facts of an order: link, evidence, levels, times. A link that may not be given any more has no button to copy it. */
export function OrderFactsCard({ link }: OrderFactsCardProps) {
  const translate = useTranslate();
  const order = useRecord<OrderDetail>();
  const [locale = 'en'] = useLocaleState();
  const key = methodKeyOf(order.issuer, order.method);
  const text = (name: string) => translate(`desk.orders.facts.${name}`);
  const fieldName = (field: NamedField) => translate(`desk.words.field.${field}`);
  return (
    <Section title={text('title')}>
      <Facts>
        <Fact name={fieldName('method')}>
          {order.issuer ?? '–'} / {order.method ?? '–'}
          {key ? (
            <>
              {' '}
              <MuiLink component={Link} to={`/playbook#method-${key}`} underline="always">
                {text('sheet')}
              </MuiLink>
            </>
          ) : null}
        </Fact>
        {order.targetUrl === undefined ? null : (
          <Fact name={fieldName('targetUrl')}>
            {order.targetUrl === null ? (
              text('noUrl')
            ) : (
              <>
                <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
                  {order.targetUrl}
                </Box>{' '}
                {link === null ? (
                  <ToneText tone="warn">{text('deadUrl')}</ToneText>
                ) : (
                  <CopyButton
                    text={order.targetUrl}
                    label={`${translate('desk.copy')}: ${fieldName('targetUrl')}`}
                  />
                )}
              </>
            )}
          </Fact>
        )}
        {order.statusReason ? <Fact name={fieldName('statusReason')}>{order.statusReason}</Fact> : null}
        <Fact name={fieldName('verifyStatus')}>
          <VerifyChip status={order.verifyStatus} />
          {order.verifiedAt ? (
            <>
              {' '}
              <RelativeTime at={order.verifiedAt} />
            </>
          ) : null}
        </Fact>
        <Fact name={fieldName('evidenceId')}>
          <IdText id={order.evidenceId} kind={fieldName('evidenceId')} />
          {order.evidenceIsEarlier ? ` (${text('earlier')})` : ''}
        </Fact>
        {order.evidenceValidUntil ? (
          <Fact name={text('validUntil')}>
            {translate('desk.orders.facts.atLatest', {
              date: dateText(Date.parse(order.evidenceValidUntil), locale),
            })}
          </Fact>
        ) : null}
        <Fact name={text('level')}>
          {order.jurisdiction === null && order.loa === null
            ? '–'
            : `${order.jurisdiction ?? '–'} · LOA ${order.loa ?? '–'}`}
          {order.verifiedFor === null ? null : <div>{verifiedForText(translate, order.verifiedFor)}</div>}
        </Fact>
        <Fact name={fieldName('createdAt')}>
          <ExactTime at={order.createdAt} />
        </Fact>
        <Fact name={text('known')}>
          <RelativeTime at={order.registeredAt} /> ·{' '}
          {translate(`desk.orders.knownBy.${order.knownBy}`, { _: order.knownBy })}
        </Fact>
        <Fact name={fieldName('lastSyncedAt')}>
          <RelativeTime at={order.lastSyncedAt} />
          {order.nextSyncAt ? (
            <>
              {` · ${text('next')} `}
              <RelativeTime at={order.nextSyncAt} />
            </>
          ) : null}
        </Fact>
        {order.lastSyncFailure ? <Fact name={text('lastFailure')}>{order.lastSyncFailure}</Fact> : null}
        {order.unreadFields.length > 0 ? (
          <Fact name={text('unread')}>
            {translate('desk.orders.facts.unreadFields', {
              smart_count: order.unreadFields.length,
              fields: order.unreadFields.join(', '),
            })}
          </Fact>
        ) : null}
        {order.legalHold ? <Fact name={text('hold')}>{translate('desk.yes')}</Fact> : null}
      </Facts>
    </Section>
  );
}
