import { Box, Button, Typography } from '@mui/material';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { valueAt } from '@srs-desk/shared/settings/setting-values.ts';
import { useCanAccess, useTranslate } from 'react-admin';
import { useFormContext, useWatch } from 'react-hook-form';
import { actorText } from '../audit/log-filters.ts';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { accessTo } from '../session/access.ts';
import { type FormValue, isSpan, lastChange } from './setting-form.ts';
import { useValueText } from './useValueText.ts';

/** Bounds, default and time of effect of a value, who changed it last from what, and the way back to the default. */
export function ValueNotes({ id, row, value }: { id: string; row: SettingRow; value: FormValue }) {
  const translate = useTranslate();
  const textOf = useValueText();
  const { setValue } = useFormContext();
  const { canAccess: mayWrite } = useCanAccess(accessTo('settings.write'));
  const typed: unknown = useWatch({ name: value.source });
  const text = (key: string, options?: object) => translate(`desk.admin.settings.${key}`, options);
  const fallback = valueAt(row.fallback, value.path) ?? null;
  const bounds =
    value.kind === 'number'
      ? text('between', {
          min: textOf({ ...value, unit: isSpan(value.unit) ? value.unit : null }, value.min),
          max: textOf(value, value.max),
        })
      : null;
  const last = lastChange(row, value.path);
  const isDefault = JSON.stringify(typed || null) === JSON.stringify(fallback || null) || typed === fallback;
  return (
    <Box id={id} sx={{ mt: 0.5 }}>
      <Typography variant="caption" color="text.secondary" component="div">
        {[
          bounds,
          text('default', { value: textOf(value, fallback) }),
          translate(`desk.words.settingEffect.${value.effect}`),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
        {value.looser === null ? null : ` · ${text('control')}`}
      </Typography>
      {last === undefined ? null : (
        <Typography variant="caption" color="text.secondary" component="div">
          {text('changedBy', {
            name: actorText(last.by),
            before: textOf(value, valueAt(last.before, value.path)),
          })}{' '}
          <RelativeTime at={last.at} />
        </Typography>
      )}
      {isDefault || row.inEnvironment || !mayWrite ? null : (
        <Button
          onClick={() => setValue(value.source, fallback, { shouldDirty: true, shouldValidate: true })}
          aria-label={text('resetOf', {
            name: translate(`desk.words.${value.path.length > 0 ? 'settingPart' : 'setting'}.${value.key}`),
          })}
          sx={{ ml: -1 }}
        >
          {text('reset')}
        </Button>
      )}
    </Box>
  );
}
