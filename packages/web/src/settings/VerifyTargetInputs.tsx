import { Box, Button, MenuItem, TextField, Typography } from '@mui/material';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { LONGEST_EXTERNAL_ID } from '@srs-desk/shared/text/ids.ts';
import { useState } from 'react';
import { useInput, useTranslate } from 'react-admin';
import { type FormValue, valuesOf } from './setting-form.ts';
import { useValueText } from './useValueText.ts';
import { ValueNotes } from './ValueNotes.tsx';

/** Every pair of law and level, as one choice. */
const TARGETS = ['zertes-4', 'zertes-3', 'eidas-4', 'eidas-3'] as const;

interface Target {
  jurisdiction: string;
  loa: string;
}

function targetOf(choice: string): Target | null {
  const [jurisdiction = '', loa = ''] = choice.split('-');
  return choice === '' ? null : { jurisdiction, loa };
}

const choiceOf = (target: Target | null) => (target ? `${target.jurisdiction}-${target.loa}` : '');

/** What is verified: a choice for all orders, and one for each External ID that differs. */
export function VerifyTargetInputs({ row, disabled }: { row: SettingRow; disabled: boolean }) {
  const [all, byExternalId] = valuesOf(row);
  return (
    <Box
      sx={{ display: 'grid', columnGap: 4, rowGap: 2.5, gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' } }}
    >
      {all ? <ForAll row={row} value={all} disabled={disabled} /> : null}
      {byExternalId ? <ByExternalId row={row} value={byExternalId} disabled={disabled} /> : null}
    </Box>
  );
}

interface PartProps {
  row: SettingRow;
  value: FormValue;
  disabled: boolean;
}

function Heading({ value }: { value: FormValue }) {
  const translate = useTranslate();
  return (
    <>
      <Typography sx={{ fontWeight: 600 }}>{translate(`desk.words.settingPart.${value.key}`)}</Typography>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 0.5 }}>
        {translate(`desk.words.settingPartMeaning.${value.key}`)}
      </Typography>
    </>
  );
}

interface TargetSelectProps {
  value: FormValue;
  name: string;
  target: Target | null;
  disabled: boolean;
  open?: boolean;
  onChange(target: Target | null): void;
}

function TargetSelect({ value, name, target, disabled, open, onChange }: TargetSelectProps) {
  const translate = useTranslate();
  const textOf = useValueText();
  return (
    <TextField
      select
      value={choiceOf(target)}
      disabled={disabled}
      onChange={({ target: { value: choice } }) => onChange(targetOf(choice))}
      slotProps={{ select: { displayEmpty: true, SelectDisplayProps: { 'aria-label': name } } }}
      sx={{ minWidth: 180 }}
    >
      {open ? <MenuItem value="">{translate('desk.admin.settings.byMethod')}</MenuItem> : null}
      {TARGETS.map((choice) => (
        <MenuItem key={choice} value={choice}>
          {textOf(value, targetOf(choice))}
        </MenuItem>
      ))}
    </TextField>
  );
}

function ForAll({ row, value, disabled }: PartProps) {
  const translate = useTranslate();
  const { field } = useInput({ source: value.source });
  return (
    <div>
      <Heading value={value} />
      <TargetSelect
        value={value}
        name={translate(`desk.words.settingPart.${value.key}`)}
        target={field.value || null}
        disabled={disabled}
        open
        onChange={field.onChange}
      />
      <ValueNotes id="verify-default-notes" row={row} value={value} />
    </div>
  );
}

function ByExternalId({ row, value, disabled }: PartProps) {
  const translate = useTranslate();
  const { field } = useInput({ source: value.source });
  const [typed, setTyped] = useState('');
  const targets: Readonly<Record<string, Target>> = field.value || {};
  const without = (externalId: string) =>
    Object.fromEntries(Object.entries(targets).filter(([key]) => key !== externalId));
  const text = (key: string, options?: object) => translate(`desk.admin.settings.${key}`, options);
  const add = () => {
    field.onChange({ ...targets, [typed.trim()]: { jurisdiction: 'zertes', loa: '4' } });
    setTyped('');
  };
  return (
    <div>
      <Heading value={value} />
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1, mb: 1 }}>
        {Object.entries(targets).map(([externalId, target]) => (
          <Box
            component="li"
            key={externalId}
            sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}
          >
            <Box component="span" sx={{ minWidth: 100, overflowWrap: 'anywhere' }}>
              {externalId}
            </Box>
            <TargetSelect
              value={value}
              name={externalId}
              target={target}
              disabled={disabled}
              onChange={(next) => next && field.onChange({ ...targets, [externalId]: next })}
            />
            <Button
              disabled={disabled}
              aria-label={text('removeOf', { name: externalId })}
              onClick={() => field.onChange(without(externalId))}
            >
              {text('remove')}
            </Button>
          </Box>
        ))}
      </Box>
      <Box sx={{ display: 'flex', gap: 1 }}>
        <TextField
          label="External ID"
          value={typed}
          disabled={disabled}
          onChange={({ target }) => setTyped(target.value)}
          slotProps={{ htmlInput: { maxLength: LONGEST_EXTERNAL_ID } }}
        />
        <Button
          variant="outlined"
          disabled={disabled || typed.trim() === '' || typed.trim() in targets}
          onClick={add}
        >
          {text('add')}
        </Button>
      </Box>
      <ValueNotes id="verify-external-notes" row={row} value={value} />
    </div>
  );
}
