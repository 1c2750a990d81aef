import {
  Box,
  MenuItem,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  TextField,
  Typography,
} from '@mui/material';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { METHOD_SHEETS, UNLISTED_METHOD_TIMINGS } from '@srs-desk/shared/method/catalogue.ts';
import { METHOD_KEYS } from '@srs-desk/shared/method/sheet.ts';
import { valueAt } from '@srs-desk/shared/settings/setting-values.ts';
import { useInput, useTranslate } from 'react-admin';
import { actorText } from '../audit/log-filters.ts';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { NumberInput } from './NumberInput.tsx';
import { type FormValue, lastChange, valuesOf } from './setting-form.ts';
import { useValueText } from './useValueText.ts';

const COLUMNS = [...METHOD_KEYS, 'unlisted'] as const;
type Column = (typeof COLUMNS)[number];

function sheetOf(column: Column) {
  return column === 'unlisted' ? UNLISTED_METHOD_TIMINGS : METHOD_SHEETS[column].timings;
}

/** The waiting times of all methods side by side; on a phone one method's after the other's within each line. */
export function MethodTable({ row, disabled }: { row: SettingRow; disabled: boolean }) {
  const translate = useTranslate();
  const values = valuesOf(row);
  const keys = [...new Set(values.map(({ key }) => key))];
  const title = translate('desk.words.setting.methods');
  const nameOf = (column: Column) =>
    column === 'unlisted' ? translate('desk.admin.settings.otherMethods') : METHOD_SHEETS[column].displayName;
  return (
    <TableContainer tabIndex={0} role="group" aria-label={title}>
      <Table size="small" aria-label={title} sx={{ '& td, & th': { verticalAlign: 'top' } }}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('desk.admin.settings.what')}</TableCell>
            {COLUMNS.map((column) => (
              <TableCell key={column}>{nameOf(column)}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {keys.map((key) => (
            <TableRow key={key}>
              <TableCell component="th" scope="row" sx={{ minWidth: 180 }}>
                {translate(`desk.words.settingPart.${key}`)}
                <Typography variant="caption" color="text.secondary" component="div" sx={{ fontWeight: 400 }}>
                  {translate(`desk.words.settingPartMeaning.${key}`)}
                </Typography>
              </TableCell>
              {COLUMNS.map((column) => {
                const value = values.find((one) => one.key === key && one.path[0] === column);
                return (
                  <TableCell key={column} sx={{ minWidth: 168 }}>
                    {value ? (
                      <MethodCell
                        row={row}
                        value={value}
                        name={`${translate(`desk.words.settingPart.${key}`)}, ${nameOf(column)}`}
                        sheet={valueAt(sheetOf(column), value.path.slice(1))}
                        disabled={disabled}
                      />
                    ) : null}
                  </TableCell>
                );
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

interface MethodCellProps {
  row: SettingRow;
  value: FormValue;
  name: string;
  /** What the data sheet says. */
  sheet: unknown;
  disabled: boolean;
}

function MethodCell({ row, value, name, sheet, disabled }: MethodCellProps) {
  const translate = useTranslate();
  const textOf = useValueText();
  const last = lastChange(row, value.path);
  return (
    <>
      {value.kind === 'choice' ? (
        <ChoiceInput value={value} name={name} sheet={sheet} disabled={disabled} />
      ) : (
        <NumberInput
          value={value}
          name={name}
          disabled={disabled}
          standard={sheet}
          mayBeEmpty
          htmlInput={{ 'aria-label': name }}
        />
      )}
      <Typography variant="caption" color="text.secondary" component="div">
        {translate('desk.admin.settings.sheet', { value: textOf(value, sheet) })}
      </Typography>
      {last === undefined ? null : (
        <Typography variant="caption" color="text.secondary" component="div">
          {translate('desk.admin.settings.changedBy', {
            name: actorText(last.by),
            before: textOf(value, valueAt(last.before, value.path) ?? sheet),
          })}{' '}
          <RelativeTime at={last.at} />
        </Typography>
      )}
    </>
  );
}

function ChoiceInput({ value, name, sheet, disabled }: Omit<MethodCellProps, 'row'>) {
  const translate = useTranslate();
  const { field } = useInput({ source: value.source });
  const textOf = (choice: unknown) => translate(`desk.words.verifyAnchor.${String(choice)}`);
  return (
    <TextField
      select
      fullWidth
      value={field.value || ''}
      disabled={disabled}
      onChange={({ target }) => field.onChange(target.value === '' ? null : target.value)}
      slotProps={{
        select: { displayEmpty: true, SelectDisplayProps: { 'aria-label': name } },
      }}
    >
      <MenuItem value="">
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {textOf(sheet)}
        </Box>
      </MenuItem>
      {value.choices.map((choice) => (
        <MenuItem key={choice} value={choice}>
          {textOf(choice)}
        </MenuItem>
      ))}
    </TextField>
  );
}
