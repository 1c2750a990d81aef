import { Box, FormControlLabel, LinearProgress, Link as MuiLink, Radio, RadioGroup } from '@mui/material';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { lawName } from '../format/law-name.ts';
import { EmptyState, ErrorState } from '../kit/States.tsx';
import type { OfferedMethod } from './offered-methods.ts';

interface MethodChoiceProps {
  offers: UseQueryResult<OfferedMethod[]>;
  chosen: OfferedMethod | null;
  onChoose(method: OfferedMethod): void;
}

/** The methods that SRS lists under the filters, one to be chosen. */
export function MethodChoice({ offers, chosen, onChoose }: MethodChoiceProps) {
  const translate = useTranslate();
  if (offers.isPending) return <LinearProgress aria-label={translate('desk.loading')} />;
  if (offers.error) return <ErrorState error={offers.error} onRetry={() => void offers.refetch()} />;
  const rows = offers.data ?? [];
  if (rows.length === 0)
    return (
      <EmptyState title={translate('desk.place.noMethod')}>{translate('desk.place.noMethodHelp')}</EmptyState>
    );
  return (
    <RadioGroup
      aria-label={translate('desk.place.method')}
      value={chosen?.id ?? ''}
      onChange={(_, id) => {
        const found = rows.find((row) => row.id === id);
        if (found) onChoose(found);
      }}
    >
      {rows.map((row) => (
        <FormControlLabel
          key={row.id}
          value={row.id}
          control={<Radio size="small" />}
          label={<Offer offer={row} />}
          sx={{ alignItems: 'flex-start', '& .MuiRadio-root': { mt: -0.5 } }}
        />
      ))}
    </RadioGroup>
  );
}

function Offer({ offer }: { offer: OfferedMethod }) {
  const translate = useTranslate();
  const facts = [
    offer.methodType && translate(`desk.words.methodType.${offer.methodType}`, { _: offer.methodType }),
    offer.jurisdictions.map(lawName).join(' + '),
    offer.loa.length > 0 ? `LOA ${offer.loa.join(', ')}` : null,
  ].filter(Boolean);
  return (
    <Box sx={{ pb: 0.75 }}>
      <strong>{offer.displayName}</strong>
      <Box component="span" sx={{ display: 'block', color: 'text.secondary', fontSize: '0.84375rem' }}>
        {facts.join(' · ')}
        {offer.key ? (
          <>
            {' · '}
            <MuiLink component={Link} to={`/playbook#method-${offer.key}`} underline="always">
              {translate('desk.place.sheet')}
            </MuiLink>
          </>
        ) : (
          ` · ${translate('desk.place.noSheet')}`
        )}
      </Box>
    </Box>
  );
}
