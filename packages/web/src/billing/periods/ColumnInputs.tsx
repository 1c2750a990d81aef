import ArrowDownwardOutlined from '@mui/icons-material/ArrowDownwardOutlined';
import ArrowUpwardOutlined from '@mui/icons-material/ArrowUpwardOutlined';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { Box, Button, FormHelperText, IconButton, Typography } from '@mui/material';
import { ACCOUNTING_FIELDS, type AccountingArrangement } from '@srs-desk/shared/billing/wire-accounting.ts';
import { SelectInput, TextInput, useTranslate } from 'react-admin';
import { useFormContext, useFormState, useWatch } from 'react-hook-form';

const CHOICES = ACCOUNTING_FIELDS.map((id) => ({ id, name: `desk.periods.arrange.field.${id}` }));

/** The columns of the plain accounting file: what each holds, its heading, and their order. */
export function ColumnInputs() {
  const translate = useTranslate();
  const { setValue } = useFormContext<AccountingArrangement>();
  const columns = useWatch<AccountingArrangement, 'columns'>({ name: 'columns' });
  const { errors } = useFormState<AccountingArrangement>();
  const text = (key: string, options?: object) => translate(`desk.periods.arrange.${key}`, options);
  const put = (next: AccountingArrangement['columns']) => setValue('columns', next, { shouldDirty: true });
  const up = (at: number) =>
    put([
      ...columns.slice(0, at - 1),
      ...columns.slice(at, at + 1),
      ...columns.slice(at - 1, at),
      ...columns.slice(at + 1),
    ]);
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, display: 'grid', gap: 1.5, minWidth: 0 }}>
      <Typography component="legend" variant="h3" sx={{ mb: 1 }}>
        {text('columns')}
      </Typography>
      {columns.map(({ heading }, at) => (
        <Box
          // A column is known by its place alone while it is typed.
          key={`${columns.length}-${String(at)}`}
          sx={{
            display: 'grid',
            gap: 1,
            // On a phone what it holds has a line of its own: half of one cuts the names.
            gridTemplateColumns: { xs: 'minmax(0, 1fr) auto', sm: 'minmax(0, 1fr) minmax(0, 1fr) auto' },
          }}
        >
          <SelectInput
            source={`columns.${at}.field`}
            label="desk.periods.arrange.holds"
            choices={CHOICES}
            required
            sx={{ minWidth: 0, gridColumn: { xs: '1 / -1', sm: 'auto' } }}
          />
          <TextInput
            source={`columns.${at}.heading`}
            label="desk.periods.arrange.heading"
            parse={(typed: string) => typed}
            required
          />
          <Box sx={{ display: 'flex', alignItems: 'center' }}>
            <IconButton
              size="small"
              disabled={at === 0}
              aria-label={text('up', { heading })}
              onClick={() => up(at)}
            >
              <ArrowUpwardOutlined fontSize="small" />
            </IconButton>
            <IconButton
              size="small"
              disabled={at === columns.length - 1}
              aria-label={text('down', { heading })}
              onClick={() => up(at + 1)}
            >
              <ArrowDownwardOutlined fontSize="small" />
            </IconButton>
            <IconButton
              size="small"
              disabled={columns.length === 1}
              aria-label={text('remove', { heading })}
              onClick={() => put(columns.filter((_, place) => place !== at))}
            >
              <DeleteOutlined fontSize="small" />
            </IconButton>
          </Box>
        </Box>
      ))}
      {errors.columns?.message ? <FormHelperText error>{errors.columns.message}</FormHelperText> : null}
      <Button
        sx={{ justifySelf: 'start' }}
        onClick={() => put([...columns, { field: 'text', heading: text('field.text') }])}
      >
        {text('add')}
      </Button>
    </Box>
  );
}
