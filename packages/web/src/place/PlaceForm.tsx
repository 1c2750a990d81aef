import { Alert, Box, Button, Checkbox, FormControlLabel, Typography } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { methodSheet } from '@srs-desk/shared/method/catalogue.ts';
import {
  checkInitialData,
  type InitialData,
  initialDataToSend,
  isPlaceable,
} from '@srs-desk/shared/method/initial-data.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ApiProblem } from '../api/problem.ts';
import { useBilingual } from '../i18n/useBilingual.ts';
import { Section } from '../kit/Section.tsx';
import { useNow } from '../kit/useNow.ts';
import { EvidenceCheck } from './EvidenceCheck.tsx';
import { InitialDataFields } from './InitialDataFields.tsx';
import type { ChosenFilters, OfferedMethod } from './offered-methods.ts';
import { PlacingProblem } from './PlacingProblem.tsx';
import type { EvidenceQuestion } from './place-verbs.ts';
import { usePlacing } from './use-placing.ts';

interface PlaceFormProps {
  offer: OfferedMethod;
  filters: ChosenFilters;
  predecessor: OrderDetail | null;
}

/** Jurisdiction and level the order is for: as filtered, else what the method reaches. */
function processOf(offer: OfferedMethod, filters: ChosenFilters): { jurisdiction?: string; loa?: string } {
  const jurisdiction = filters.jurisdiction[0] ?? offer.jurisdictions[0];
  const loa = filters.loa || offer.loa.at(-1);
  return { ...(jurisdiction ? { jurisdiction } : {}), ...(loa ? { loa } : {}) };
}

/** About whom the RA service can be asked; null while there is no number. */
function questionOf(
  data: InitialData,
  process: ReturnType<typeof processOf>,
  sameAs: string | null,
): EvidenceQuestion | null {
  const { mobile, firstName, lastName, country } = data;
  const mobileGiven = (mobile?.trim().length ?? 0) >= 5;
  if (!mobileGiven && sameAs === null) return null;
  const who = mobileGiven ? { mobile, firstName, lastName, country } : { refId: sameAs ?? '' };
  const given = Object.entries(who).filter((pair): pair is [string, string] => Boolean(pair[1]?.trim()));
  const jurisdiction = process.jurisdiction?.toLowerCase() === 'eidas' ? 'eidas' : 'zertes';
  return { ...Object.fromEntries(given), jurisdiction, loa: process.loa === '3' ? '3' : '4' };
}

/** The data for the chosen method, the verify call beforehand, and the placing itself. */
export function PlaceForm({ offer, filters, predecessor }: PlaceFormProps) {
  const translate = useTranslate();
  const [data, setData] = useState<InitialData>(() => dataOfPredecessor(predecessor));
  const [tried, setTried] = useState(false);
  const [sameData, setSameData] = useState(predecessor !== null && predecessor.erasedAt === null);
  const now = useNow();
  const remarks = checkInitialData(offer.key, data, now).filter(
    ({ code }) => !(sameData && code === 'missing'),
  );
  const process = processOf(offer, filters);
  const question = questionOf(data, process, sameData && predecessor ? predecessor.refId : null);
  const body = {
    issuer: offer.issuer,
    method: offer.method,
    ...process,
    ...initialDataToSend(offer.key, data),
    ...(predecessor === null ? {} : { replaces: predecessor.refId, sameData }),
  };
  const place = usePlacing(body, question);
  const submit = () => {
    setTried(true);
    if (isPlaceable(remarks)) void place.run();
  };
  const errors = place.error instanceof ApiProblem ? place.error.errors : {};
  const refused = Object.fromEntries(
    Object.entries(errors).map(([field, why]) => [field, translate(why, { _: why })]),
  );
  return (
    <>
      <Section title={translate('desk.place.dataTitle')}>
        <Box
          component="form"
          noValidate
          aria-label={translate('desk.place.dataTitle')}
          onSubmit={(event: React.FormEvent) => {
            event.preventDefault();
            submit();
          }}
          sx={{ display: 'grid', gap: 2 }}
        >
          {predecessor?.erasedAt === null ? (
            <FormControlLabel
              control={
                <Checkbox checked={sameData} onChange={(event) => setSameData(event.target.checked)} />
              }
              label={translate('desk.place.sameData')}
            />
          ) : null}
          <InitialDataFields
            methodKey={offer.key}
            data={data}
            remarks={remarks}
            refused={refused}
            tried={tried}
            onChange={setData}
          />
          {tried && !isPlaceable(remarks) ? (
            <Alert severity="error">{translate('desk.place.incomplete')}</Alert>
          ) : null}
          <EvidenceCheck check={place.check} question={question} />
          <PlacingProblem error={place.error} />
          <Box>
            <Button type="submit" variant="contained" disabled={place.busy || place.check.busy}>
              {translate(place.isWarned ? 'desk.place.sendAnyway' : 'desk.place.send')}
            </Button>
          </Box>
        </Box>
      </Section>
      <MethodAdvice offer={offer} />
    </>
  );
}

function dataOfPredecessor(predecessor: OrderDetail | null): InitialData {
  if (predecessor === null) return {};
  const { externalId, country, language } = predecessor;
  return {
    ...(externalId ? { externalId } : {}),
    ...(country ? { country } : {}),
    ...(language ? { language } : {}),
  };
}

function MethodAdvice({ offer }: { offer: OfferedMethod }) {
  const translate = useTranslate();
  const pick = useBilingual();
  const advice = methodSheet(offer.key)?.advice ?? [];
  if (advice.length === 0) return null;
  return (
    <Section title={translate('desk.place.advice')}>
      {advice.map(({ id, title, text, guideSection }) => (
        <Typography key={id} variant="body2" sx={{ mb: 1, maxWidth: '75ch' }}>
          <strong>{pick(title)}.</strong> {pick(text)}{' '}
          <Box component="span" sx={{ color: 'text.secondary' }}>
            §{guideSection}
          </Box>
        </Typography>
      ))}
    </Section>
  );
}
