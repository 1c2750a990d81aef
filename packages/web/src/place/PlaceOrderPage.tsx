import { Box, Button, MenuItem, TextField, Typography } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { METHOD_CATALOGUE, methodSheet } from '@srs-desk/shared/method/catalogue.ts';
import {
  checkInitialData,
  type InitialData,
  type InitialDataRemark,
  initialDataToSend,
  isPlaceable,
} from '@srs-desk/shared/method/initial-data.ts';
import type { Advice, InitialDatum, MethodKey } from '@srs-desk/shared/method/sheet.ts';
import { useRef, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useNavigate, useSearchParams } from 'react-router';
import { ask } from '../api/http.ts';
import { newIdempotencyKey } from '../api/idempotency.ts';
import { useAction } from '../api/use-action.ts';
import { useBilingual } from '../i18n/useBilingual.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { EvidenceCheck } from './EvidenceCheck.tsx';

/** Places an order: the method first, then the data that method wants, mandatory ones marked, useless ones left out. */
export default function PlaceOrderPage() {
  const translate = useTranslate();
  const notify = useNotify();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const [key, setKey] = useState<MethodKey>('video_identity_tm');
  const [data, setData] = useState<InitialData>({});
  const intention = useRef(newIdempotencyKey());
  const sheet = methodSheet(key);
  const replaces = parameters.get('replaces');
  const remarks = checkInitialData(key, data);
  const place = useAction(async () => {
    if (sheet === null) return;
    const order = await ask<OrderDetail>('orders', {
      method: 'POST',
      idempotencyKey: intention.current,
      body: {
        issuer: sheet.issuer,
        method: sheet.method,
        ...initialDataToSend(key, data),
        ...(replaces === null ? {} : { replaces }),
      },
    });
    intention.current = newIdempotencyKey();
    notify('desk.place.placed', { type: 'success' });
    navigate(`/orders/${order.refId}`);
  });
  if (sheet === null) return null;
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 760 }}>
      <PageTitle title={translate('desk.place.title')} />
      <TextField
        select
        label={translate('desk.place.method')}
        value={key}
        onChange={(event) => setKey(event.target.value as MethodKey)}
      >
        {METHOD_CATALOGUE.map((one) => (
          <MenuItem key={one.key} value={one.key}>
            {one.displayName}
          </MenuItem>
        ))}
      </TextField>
      <Box
        component="form"
        noValidate
        onSubmit={(event: React.FormEvent) => {
          event.preventDefault();
          if (isPlaceable(remarks)) void place.run();
        }}
        sx={{ display: 'grid', gap: 2 }}
      >
        {sheet.initialData
          .filter(({ rule }) => rule !== 'useless')
          .map((datum) => (
            <Field
              key={datum.field}
              datum={datum}
              value={data[datum.field] ?? ''}
              remarks={remarks.filter(({ field }) => field === datum.field)}
              onChange={(value) => setData({ ...data, [datum.field]: value })}
            />
          ))}
        <EvidenceCheck data={data} />
        <ProblemAlert error={place.error} />
        <Box>
          <Button type="submit" variant="contained" disabled={place.busy || !isPlaceable(remarks)}>
            {translate('desk.place.send')}
          </Button>
        </Box>
      </Box>
      <Box component="section">
        <Typography variant="h2">{translate('desk.place.advice')}</Typography>
        <AdviceList advice={sheet.advice} />
      </Box>
    </Box>
  );
}

function AdviceList({ advice }: { advice: readonly Advice[] }) {
  const pick = useBilingual();
  return (
    <ul>
      {advice.map(({ id, title, text }) => (
        <li key={id}>
          <strong>{pick(title)}</strong> {pick(text)}
        </li>
      ))}
    </ul>
  );
}

interface FieldProps {
  datum: InitialDatum;
  value: string;
  remarks: readonly InitialDataRemark[];
  onChange(value: string): void;
}

function Field({ datum, value, remarks, onChange }: FieldProps) {
  const pick = useBilingual();
  const wrong = value !== '' && remarks.some(({ severity }) => severity === 'error');
  return (
    <TextField
      label={pick(datum.label)}
      required={datum.rule === 'mandatory'}
      value={value}
      error={wrong}
      helperText={pick(datum.advice)}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
