import type { AuditHealth } from '@srs-desk/shared/api/audit.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { countText } from '../format/amounts.ts';
import { Fact } from '../kit/Facts.tsx';
import { ExactTime } from '../kit/RelativeTime.tsx';

/** The newest time stamp of a checkpoint by a time-stamping authority: when, by whom, over how much. */
export function TimeStampFact({ stamps }: { stamps: AuditHealth['timeStamps'] }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = (key: string, options?: object) => translate(`desk.audit.health.${key}`, options);
  const { last, url, isTrustChecked } = stamps;
  return (
    <Fact name={text('timeStamp')}>
      {last === null ? (
        text(url === null ? 'timeStampOff' : 'never')
      ) : (
        <>
          <ExactTime at={last.stampedAt} /> · {text('upTo', { entries: countText(last.size, locale) })}
          <div>{text('timeStampBy', { authority: last.authority })}</div>
        </>
      )}
      {url !== null && !isTrustChecked ? <div>{text('timeStampUntrusted')}</div> : null}
    </Fact>
  );
}
