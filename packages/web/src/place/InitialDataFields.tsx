import { Box, TextField, Typography } from '@mui/material';
import { INITIAL_DATA } from '@srs-desk/shared/api/orders.ts';
import { methodSheet } from '@srs-desk/shared/method/catalogue.ts';
import {
  INITIAL_DATA_EXAMPLES,
  type InitialData,
  type InitialDataRemark,
} from '@srs-desk/shared/method/initial-data.ts';
import type { InitialDatum, MethodKey } from '@srs-desk/shared/method/sheet.ts';
import { useTranslate } from 'react-admin';
import { type DatumFieldProps, useFieldHelp } from './datum-field.ts';
import { ExternalIdField } from './ExternalIdField.tsx';

interface InitialDataFieldsProps {
  methodKey: MethodKey | null;
  data: InitialData;
  remarks: readonly InitialDataRemark[];
  /** What the server found wrong, by field. */
  refused: Readonly<Record<string, string>>;
  /** Missing data is only told once somebody tried to place. */
  tried: boolean;
  onChange(data: InitialData): void;
}

const NOTHING = { en: '', de: '' };

/** The data a method wants (guide §7.2, §7.3): mandatory ones first and marked, useless ones named and left out. */
export function InitialDataFields(props: InitialDataFieldsProps) {
  const { methodKey, data, remarks, refused, tried, onChange } = props;
  const translate = useTranslate();
  const known = methodSheet(methodKey)?.initialData;
  const all: readonly InitialDatum[] =
    known ??
    INITIAL_DATA.map((field) => ({
      field,
      rule: 'optional',
      mustMatch: false,
      advice: NOTHING,
    }));
  const wanted = [
    ...all.filter(({ rule }) => rule === 'mandatory'),
    ...all.filter(({ rule }) => rule === 'optional'),
  ];
  const useless = all.filter(({ rule }) => rule === 'useless');
  return (
    <>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' },
          alignItems: 'start',
        }}
      >
        {wanted.map((datum) => {
          const own = remarks.filter(({ field }) => field === datum.field);
          const shared = {
            datum,
            value: data[datum.field] ?? '',
            problem: refused[datum.field] ?? problemOf(own, tried),
            hint: own.find(({ severity }) => severity === 'advice')?.code ?? null,
            onChange: (value: string) => onChange({ ...data, [datum.field]: value }),
          };
          return datum.field === 'externalId' ? (
            <ExternalIdField key={datum.field} {...shared} />
          ) : (
            <DatumField key={datum.field} {...shared} />
          );
        })}
      </Box>
      {useless.length > 0 ? (
        <Typography variant="body2" color="text.secondary">
          {translate('desk.place.uselessData')}{' '}
          {useless.map(({ field }) => translate(`desk.words.initialData.${field}`)).join(', ')}
        </Typography>
      ) : null}
    </>
  );
}

function problemOf(remarks: readonly InitialDataRemark[], tried: boolean): string | null {
  const wrong = remarks.find(({ severity, code }) => severity === 'error' && (tried || code !== 'missing'));
  if (wrong === undefined) return null;
  const isShown = wrong.code === 'malformed' && INITIAL_DATA_EXAMPLES[wrong.field] !== undefined;
  return `desk.place.remark.${isShown ? 'malformedSuch' : wrong.code}`;
}

function DatumField(props: DatumFieldProps) {
  const translate = useTranslate();
  const help = useFieldHelp(props);
  const { datum, value, problem, onChange } = props;
  return (
    <TextField
      name={datum.field}
      label={translate(`desk.words.initialData.${datum.field}`)}
      required={datum.rule === 'mandatory'}
      value={value}
      error={problem !== null}
      helperText={help}
      placeholder={INITIAL_DATA_EXAMPLES[datum.field] ?? ''}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
