import { Box, Button, FormControlLabel, Radio, RadioGroup } from '@mui/material';
import type { ExternalIdsView } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { useCanAccess, useLocaleState, useTranslate } from 'react-admin';
import { countText } from '../../format/amounts.ts';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { Section } from '../../kit/Section.tsx';
import { accessTo } from '../../session/access.ts';
import { RawText } from './RawText.tsx';
import { useAddAlias } from './useAddAlias.ts';

type LookAlikeGroup = ExternalIdsView['lookAlikes'][number];

/** External IDs that are probably one and the same, each group with the proposal to bill them as one. */
export function LookAlikes({ groups }: { groups: readonly LookAlikeGroup[] }) {
  const translate = useTranslate();
  const add = useAddAlias();
  const map = async (raws: readonly string[], canonical: string) => {
    // Where one is refused, those before it stand, and the page shows them beside the refusal.
    for (const raw of raws) await add.mutateAsync({ raw, canonical });
  };
  return (
    <Section title={translate('desk.externalIds.lookAlikes')}>
      <ProblemAlert error={add.error} onClose={add.reset} />
      {groups.length === 0 ? (
        <Box sx={{ color: 'text.secondary' }}>{translate('desk.externalIds.lookAlikesNone')}</Box>
      ) : null}
      <Box
        sx={{
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            md: 'repeat(2, minmax(0, 1fr))',
            xl: 'repeat(3, 1fr)',
          },
        }}
      >
        {groups.map((group) => (
          <LookAlikeCard
            key={JSON.stringify(group.spellings)}
            group={group}
            busy={add.isPending}
            onMap={(raws, canonical) => void map(raws, canonical).catch(() => undefined)}
          />
        ))}
      </Box>
    </Section>
  );
}

interface CardProps {
  group: LookAlikeGroup;
  busy: boolean;
  onMap(raws: string[], canonical: string): void;
}

function LookAlikeCard({ group, busy, onMap }: CardProps) {
  const translate = useTranslate();
  const { canAccess: mayWrite } = useCanAccess(accessTo('aliases.write'));
  const [locale = 'en'] = useLocaleState();
  const [canonical, setCanonical] = useState(group.canonical);
  const label = translate('desk.externalIds.billAs');
  return (
    <Box
      sx={{
        p: 1.5,
        border: 1,
        borderColor: 'divider',
        borderRadius: 1.5,
        backgroundColor: 'background.paper',
      }}
    >
      <Box sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
        {group.reasons.map((reason) => translate(`desk.externalIds.lookAlikeReason.${reason}`)).join(' · ')}
      </Box>
      <RadioGroup aria-label={label} value={canonical} onChange={(_event, value) => setCanonical(value)}>
        {group.spellings.map(({ externalId, orders }) => (
          <FormControlLabel
            key={externalId}
            value={externalId}
            disabled={!mayWrite}
            control={<Radio size="small" />}
            label={
              <>
                <RawText value={externalId} />{' '}
                <Box component="span" sx={{ color: 'text.secondary' }}>
                  {translate('desk.externalIds.orders', { count: countText(orders, locale) })}
                </Box>
              </>
            }
          />
        ))}
      </RadioGroup>
      {mayWrite ? (
        <Button
          variant="outlined"
          disabled={busy}
          onClick={() =>
            onMap(
              group.spellings.map((each) => each.externalId).filter((each) => each !== canonical),
              canonical,
            )
          }
        >
          {label} {canonical.trim()}
        </Button>
      ) : null}
    </Box>
  );
}
