import { Box, Button, TextField, Typography } from '@mui/material';
import { useRef, useState } from 'react';
import { useCanAccess, useTranslate } from 'react-admin';
import { Link, useSearchParams } from 'react-router';
import { useVerb } from '../api/use-verb.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { accessTo } from '../session/access.ts';
import { ImportReport } from './ImportReport.tsx';
import { problemOfImport } from './import-problem.ts';

/** Makes known Ref IDs known here: typed or pasted one a line, or a CSV or XLSX file (refId, externalId?, note?). */
export default function RegistrationCreate() {
  const translate = useTranslate();
  const { canAccess: lists } = useCanAccess(accessTo('orders.import'));
  const [parameters] = useSearchParams();
  const [text, setText] = useState(parameters.get('refId') ?? '');
  const file = useRef<HTMLInputElement>(null);
  const register = useVerb('registerOrders', { touches: ['orders', 'registrations'] });
  const refIds = text.split(/[\s,;]+/).filter((line) => line !== '');
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 860, pb: 4 }}>
      <PageTitle title={translate('desk.place.register.title')}>
        {translate(lists ? 'desk.place.register.help' : 'desk.place.register.helpOne')}
      </PageTitle>
      <Box
        component="form"
        onSubmit={(event: React.FormEvent) => {
          event.preventDefault();
          if (refIds.length > 0) register.mutate({ refIds });
        }}
        sx={{ display: 'grid', gap: 2, justifyItems: 'start' }}
      >
        <TextField
          label={translate(lists ? 'desk.place.register.label' : 'desk.place.register.labelOne')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          multiline={lists}
          minRows={lists ? 4 : 1}
          fullWidth
        />
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <Button type="submit" variant="contained" disabled={register.isPending || refIds.length === 0}>
            {translate('desk.place.register.send')}
          </Button>
          {lists ? (
            <>
              <Button variant="outlined" disabled={register.isPending} onClick={() => file.current?.click()}>
                {translate('desk.place.register.file')}
              </Button>
              <input
                ref={file}
                type="file"
                accept=".csv,.txt,.xlsx"
                aria-label={translate('desk.place.register.file')}
                hidden
                onChange={(event) => {
                  const chosen = event.target.files?.[0];
                  if (chosen) register.mutate(chosen.slice());
                  event.target.value = '';
                }}
              />
            </>
          ) : null}
          <Button component={Link} to="/registrations">
            {translate('desk.place.registrations.link')}
          </Button>
        </Box>
        {lists ? (
          <Typography variant="body2" color="text.secondary">
            {translate('desk.place.register.columns')}
          </Typography>
        ) : null}
        <ProblemAlert error={problemOfImport(register.error, translate)} />
      </Box>
      {register.data ? <ImportReport report={register.data} /> : null}
    </Box>
  );
}
