import { Link as MuiLink } from '@mui/material';
import type { AuditHealth } from '@srs-desk/shared/api/audit.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText } from '../format/amounts.ts';
import { Fact, Facts } from '../kit/Facts.tsx';
import { ExactTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';

/** The lives of the log: what each restore ended, when another key began to sign, and the last change of the one for personal data. */
export function LivesSection({ health }: { health: AuditHealth }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { epochs, rotations, wrapping } = health;
  const text = (key: string, options?: object) => translate(`desk.audit.health.${key}`, options);
  const entry = (seq: number) => (
    <MuiLink component={Link} to={`/audit#${seq}`} underline="always">
      {text('entryOf', { seq: countText(seq, locale) })}
    </MuiLink>
  );
  if (epochs.length + rotations.length === 0 && wrapping === null) return null;
  return (
    <Section surface title={text('lives')}>
      <Facts>
        {epochs.map(({ epoch, begins, at, backupOf, lost }) => (
          <Fact key={epoch} name={text('epoch', { epoch })}>
            <ExactTime at={at} /> · {entry(begins)}
            <div>
              {backupOf === null ? (
                text('epochByHand')
              ) : (
                <>
                  {text('epochBackup')} <ExactTime at={backupOf} />
                </>
              )}
            </div>
            <div>
              {lost === null
                ? text('epochLostUnknown')
                : text('epochLost', {
                    from: countText(begins, locale),
                    to: countText(lost.size, locale),
                    epoch: lost.epoch,
                  })}
            </div>
          </Fact>
        ))}
        {rotations.map(({ seq, at, from, to }) => (
          <Fact key={seq} name={text('rotation')}>
            <ExactTime at={at} /> · {entry(seq)}
            <div>{text('rotationOf', { from, to })}</div>
          </Fact>
        ))}
        {wrapping === null ? null : (
          <Fact name={text('wrapping')}>
            <ExactTime at={wrapping.changedAt} />
            <div>
              {text(wrapping.finishedAt === null ? 'wrappingUnderWay' : 'wrappingDone', {
                count: countText(wrapping.rewrapped, locale),
              })}
            </div>
          </Fact>
        )}
      </Facts>
    </Section>
  );
}
