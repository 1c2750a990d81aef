import { Link as MuiLink } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText } from '../format/amounts.ts';
import { Fact, Facts } from '../kit/Facts.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import { OPEN_CALLS } from './HealthSections.tsx';
import { exposureOf, exposureStyle, verificationStyle } from './log-style.ts';
import { useLogHealth } from './useLogHealth.ts';

/** Is the log proven, signed, out of the house? For admins, on the Desk. */
export default function LogCard() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { data } = useLogHealth(60_000);
  if (!data) return null;
  const { lastVerification, lastCheckpoint, exposure, openIntents } = data;
  const window = exposureOf(data);
  const text = (key: string, options?: object) => translate(`desk.audit.health.${key}`, options);
  return (
    <Section
      surface
      title={translate('desk.audit.title')}
      actions={
        <MuiLink component={Link} to="/audit/health">
          {text('open')}
        </MuiLink>
      }
    >
      <Facts>
        <Fact name={text('entries')}>{countText(data.entries, locale)}</Fact>
        <Fact name={translate('desk.audit.verify.title')}>
          <StateChip
            {...verificationStyle(lastVerification)}
            label={translate(
              lastVerification
                ? `desk.words.verification.${lastVerification.outcome}`
                : 'desk.audit.verify.never',
            )}
          />{' '}
          {lastVerification ? <RelativeTime at={lastVerification.at} /> : null}
        </Fact>
        <Fact name={text('lastCheckpoint')}>
          {lastCheckpoint ? <RelativeTime at={lastCheckpoint.at} /> : text('never')}
        </Fact>
        <Fact name={text('windowTitle')}>
          <StateChip
            {...exposureStyle(window)}
            label={text(`window.${window}`, { entries: countText(exposure.entries, locale) })}
          />
        </Fact>
        {openIntents === 0 ? null : (
          <Fact name={text('openIntents')}>
            <MuiLink component={Link} to={OPEN_CALLS} underline="always">
              {text('openSome', { count: countText(openIntents, locale) })}
            </MuiLink>
          </Fact>
        )}
      </Facts>
    </Section>
  );
}
