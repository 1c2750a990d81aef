import { Box, Button, Typography } from '@mui/material';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { useTranslate } from 'react-admin';
import { useFormContext, useFormState, useWatch } from 'react-hook-form';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { type ChangedSetting, changesIn, recordOf } from './setting-form.ts';
import { useValueText } from './useValueText.ts';

/** What was changed and not yet saved, in words; saves it or takes it back. Nothing while there is nothing. */
export function SaveBar({ rows, problem }: { rows: readonly SettingRow[]; problem: Error | null }) {
  const translate = useTranslate();
  const { reset } = useFormContext();
  const { errors, isSubmitting } = useFormState();
  const values = useWatch();
  const changes = changesIn(rows, values);
  const text = (key: string, options?: object) => translate(`desk.admin.settings.${key}`, options);
  if (changes.length === 0) return null;
  return (
    <Box
      component="section"
      aria-label={text('unsaved')}
      sx={(theme) => ({
        position: 'sticky',
        bottom: 0,
        mt: 2,
        p: 2,
        zIndex: 2,
        maxWidth: 980,
        maxHeight: '45vh',
        overflowY: 'auto',
        backgroundColor: 'background.paper',
        border: 1,
        borderColor: theme.desk.accent,
        borderRadius: 1.5,
      })}
    >
      <ChangeList changes={changes} />
      <ProblemAlert error={problem} />
      <Box sx={{ display: 'flex', gap: 1, mt: 1 }}>
        <Button
          type="submit"
          variant="contained"
          disabled={isSubmitting || Object.values(errors).some((error) => error?.type !== 'server')}
        >
          {translate('desk.save')}
        </Button>
        <Button disabled={isSubmitting} onClick={() => reset({ id: 'settings', ...recordOf(rows) })}>
          {text('discard')}
        </Button>
      </Box>
    </Box>
  );
}

function ChangeList({ changes }: { changes: readonly ChangedSetting[] }) {
  const translate = useTranslate();
  const textOf = useValueText();
  return (
    <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
      {changes.flatMap(({ values }) =>
        values.map(({ value, before, after, loosens }) => (
          <li key={value.source}>
            <Typography component="span" variant="body2">
              {translate(`desk.words.${value.path.length > 0 ? 'settingPart' : 'setting'}.${value.key}`)}:{' '}
              {textOf(value, before)} → {textOf(value, after)}
              {loosens ? ` (${translate('desk.admin.settings.loosens')})` : ''}
            </Typography>
          </li>
        )),
      )}
    </Box>
  );
}
