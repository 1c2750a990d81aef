import { Box, Button, MenuItem, TextField, Typography } from '@mui/material';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { useState } from 'react';
import { useCanAccess, useNotify, useTranslate } from 'react-admin';
import { ApiProblem } from '../api/problem.ts';
import { useVerb } from '../api/use-verb.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { accessTo } from '../session/access.ts';
import { MONO } from '../theme/theme.ts';
import { draftOf, type FieldKind, fieldsOf, readDraft } from './setting-form.ts';

/** One setting: what it does, its fields, who set it, and the way back to the default. */
export function SettingForm({ row }: { row: SettingRow }) {
  const translate = useTranslate();
  const notify = useNotify();
  const { canAccess: mayWrite } = useCanAccess(accessTo('settings.write'));
  const fields = fieldsOf(row.schema);
  const standing = draftOf(fields, row.value);
  const [draft, setDraft] = useState(standing);
  const typed = readDraft(fields, draft);
  const touched = fields.some(([name]) => draft[name] !== standing[name]);
  const change = useVerb('changeSetting', {
    touches: ['settings'],
    onSuccess: () => notify('desk.admin.settings.saved', { type: 'success' }),
  });
  const refused = change.error instanceof ApiProblem ? change.error.errors.value : undefined;
  const title = translate(`desk.admin.setting.${row.name}.title`, { _: row.name });
  return (
    <form
      id={row.name}
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.ok) change.mutate({ name: row.name, value: typed.value });
      }}
    >
      <Typography variant="h3">{title}</Typography>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 1 }}>
        {translate(`desk.admin.setting.${row.name}.help`, { _: row.summary })}{' '}
        <Box component="code" sx={{ fontFamily: MONO, fontSize: '0.75rem' }}>
          {row.name}
        </Box>
      </Typography>
      <Box
        sx={{
          display: 'grid',
          gap: 1.25,
          mb: 1,
          gridTemplateColumns: fields.length > 1 ? { xs: '1fr', sm: '1fr 1fr' } : '1fr',
        }}
      >
        {fields.map(([name, kind]) => (
          <SettingField
            key={name}
            name={name}
            kind={kind}
            value={draft[name] ?? ''}
            wrong={!typed.ok && typed.field === name}
            refused={name === '' ? refused : undefined}
            disabled={!mayWrite}
            onChange={(text) => setDraft({ ...draft, [name]: text })}
          />
        ))}
      </Box>
      {fields.length > 1 || refused === undefined ? (
        <ProblemAlert error={refusalOf(change.error, refused)} />
      ) : null}
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', mt: 0.5 }}>
        <Button type="submit" variant="contained" disabled={!touched || !typed.ok || change.isPending}>
          {translate('desk.save')}
        </Button>
        {row.isSet ? (
          <Button disabled={change.isPending} onClick={() => change.mutate({ name: row.name, value: null })}>
            {translate('desk.admin.settings.reset')}
          </Button>
        ) : null}
        <Typography variant="caption" color="text.secondary">
          {row.isSet ? (
            <>
              {translate('desk.admin.settings.setBy', { name: row.changedBy ?? '' })}{' '}
              <RelativeTime at={row.changedAt} />
            </>
          ) : (
            translate('desk.admin.settings.isFallback')
          )}
        </Typography>
      </Box>
    </form>
  );
}

function refusalOf(error: Error | null, refused: string | undefined): Error | null {
  return refused === undefined ? error : new Error(refused);
}

interface SettingFieldProps {
  name: string;
  kind: FieldKind;
  value: string;
  wrong: boolean;
  refused: string | undefined;
  disabled: boolean;
  onChange(text: string): void;
}

function SettingField({ name, kind, value, wrong, refused, disabled, onChange }: SettingFieldProps) {
  const translate = useTranslate();
  const text = (key: string, options?: object) => translate(`desk.admin.settings.${key}`, options);
  const bounds =
    kind.kind === 'number' && kind.min !== null && kind.max !== null
      ? text('between', { min: kind.min, max: kind.max })
      : undefined;
  const options =
    kind.kind === 'boolean' ? ['true', 'false'] : kind.kind === 'choice' ? [...kind.values] : null;
  const optionText = (option: string) =>
    kind.kind === 'boolean' ? translate(option === 'true' ? 'desk.yes' : 'desk.no') : option;
  const said = refused === undefined ? undefined : translate(refused, { _: refused });
  return (
    <TextField
      label={name === '' ? text('value') : text(`field.${name}`, { _: name })}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      select={options !== null}
      multiline={kind.kind === 'json'}
      maxRows={18}
      disabled={disabled}
      error={wrong || refused !== undefined}
      helperText={said ?? (wrong ? (bounds ?? text('unreadable')) : bounds)}
      slotProps={{ htmlInput: kind.kind === 'number' ? { inputMode: 'numeric' } : {} }}
      sx={{
        maxWidth: kind.kind === 'json' ? 'none' : 360,
        '& textarea': { fontFamily: MONO, fontSize: '0.8125rem' },
      }}
    >
      {options?.map((option) => (
        <MenuItem key={option} value={option}>
          {optionText(option)}
        </MenuItem>
      ))}
    </TextField>
  );
}
