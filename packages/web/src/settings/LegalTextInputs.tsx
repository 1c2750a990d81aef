import { Box, Button, Typography } from '@mui/material';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { fillIn } from '@srs-desk/shared/process/fill-in.ts';
import { TextInput, useTranslate } from 'react-admin';
import { useFormContext, useWatch } from 'react-hook-form';
import { type FormValue, valuesOf } from './setting-form.ts';
import { ValueNotes } from './ValueNotes.tsx';

/** The legal text in each language, with what may be filled in, and how it reads in a message. */
export function LegalTextInputs({ row, disabled }: { row: SettingRow; disabled: boolean }) {
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' } }}>
      {valuesOf(row).map((value) => (
        <LegalText key={value.source} row={row} value={value} disabled={disabled} />
      ))}
    </Box>
  );
}

function LegalText({ row, value, disabled }: { row: SettingRow; value: FormValue; disabled: boolean }) {
  const translate = useTranslate();
  const { getValues, setValue } = useFormContext();
  const id = value.source.replaceAll('.', '-');
  const put = (place: string) => {
    const text = String(getValues(value.source) ?? '');
    const input = document.getElementById(id);
    const [from, to] =
      input instanceof HTMLTextAreaElement
        ? [input.selectionStart, input.selectionEnd]
        : [text.length, text.length];
    const filled = `${text.slice(0, from)}{${place}}${text.slice(to)}`;
    setValue(value.source, filled, { shouldDirty: true, shouldValidate: true });
    input?.focus();
  };
  return (
    <Box sx={{ minWidth: 0 }}>
      <TextInput
        source={value.source}
        label={`desk.words.settingPart.${value.key}`}
        disabled={disabled}
        multiline
        minRows={5}
        fullWidth
        helperText={`desk.words.settingPartMeaning.${value.key}`}
        parse={(text: string) => text}
        id={id}
      />
      <Box
        role="group"
        aria-label={translate('desk.admin.settings.insert')}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, alignItems: 'center', my: 0.5 }}
      >
        <Typography variant="caption" color="text.secondary">
          {translate('desk.admin.settings.insert')}
        </Typography>
        {value.placeholders.map((place) => (
          <Button key={place} variant="outlined" disabled={disabled} onClick={() => put(place)}>
            {translate(`desk.admin.settings.place.${place}`)}
          </Button>
        ))}
      </Box>
      <Preview value={value} />
      <ValueNotes id={`${id}-notes`} row={row} value={value} />
    </Box>
  );
}

/** How the text reads to a user, with made-up data filled in. */
function Preview({ value }: { value: FormValue }) {
  const translate = useTranslate();
  const text: unknown = useWatch({ name: value.source });
  const ownName: unknown = useWatch({ name: 'messages.service_provider' });
  const example = (place: string) => translate(`desk.admin.settings.example.${place}`);
  const known = {
    url: example('url'),
    provider: example('provider'),
    serviceProvider: typeof ownName === 'string' && ownName !== '' ? ownName : example('serviceProvider'),
  };
  const reads = typeof text === 'string' && text.trim() !== '';
  return (
    <Box
      sx={(theme) => ({
        p: 1.5,
        borderRadius: 1,
        backgroundColor: theme.desk.sunken,
        overflowWrap: 'anywhere',
      })}
    >
      <Typography variant="caption" color="text.secondary" component="div">
        {translate('desk.admin.settings.preview')}
      </Typography>
      <Typography variant="body2" sx={{ whiteSpace: 'pre-wrap' }} data-preview={value.path.at(-1)}>
        {reads ? fillIn(text, known, String) : translate('desk.admin.settings.standardNotice')}
      </Typography>
    </Box>
  );
}
