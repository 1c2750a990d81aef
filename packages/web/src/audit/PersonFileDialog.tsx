import { Alert, FormControlLabel, Radio, RadioGroup, Typography } from '@mui/material';
import { PERSON_FILE_FORMATS, type PersonFileFormat } from '@srs-desk/shared/api/person-file.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { useLanguage } from '../i18n/useBilingual.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/** Makes the file by which a person learns all that is known of them: asks why, in which form and language. */
export function PersonFileDialog({ refId, onClose }: { refId: string; onClose(): void }) {
  const translate = useTranslate();
  const notify = useNotify();
  const own = useLanguage();
  const [format, setFormat] = useState<PersonFileFormat>('html');
  const [lang, setLang] = useState<Language>(own);
  const text = (key: string) => translate(`desk.audit.person_file.${key}`);
  const make = useVerb('makePersonFile', {
    touches: ['audit'],
    onSuccess: (name) => notify('desk.audit.pack.done', { type: 'success', messageArgs: { name } }),
  });
  return (
    <ConfirmWithReason
      title={text('title')}
      confirmLabel={text('confirm')}
      busy={make.isPending}
      error={make.error}
      onClose={onClose}
      onConfirm={(reason) => make.mutate({ refId, format, lang, reason }, { onSuccess: onClose })}
      suggestions={[text('reasonAsked')]}
    >
      <Typography variant="body2">{text('what')}</Typography>
      <RadioGroup
        value={format}
        aria-label={translate('desk.audit.pack.format')}
        onChange={(_, value) => setFormat(PERSON_FILE_FORMATS.find((one) => one === value) ?? 'html')}
      >
        {PERSON_FILE_FORMATS.map((one) => (
          <FormControlLabel key={one} value={one} control={<Radio size="small" />} label={text(one)} />
        ))}
      </RadioGroup>
      {format === 'html' ? (
        <RadioGroup
          row
          value={lang}
          aria-label={text('language')}
          onChange={(_, value) => setLang(value === 'de' ? 'de' : 'en')}
        >
          {(['en', 'de'] as const).map((one) => (
            <FormControlLabel
              key={one}
              value={one}
              control={<Radio size="small" />}
              label={LANGUAGE_NAMES[one]}
            />
          ))}
        </RadioGroup>
      ) : null}
      <Alert severity="warning">{text('warning')}</Alert>
    </ConfirmWithReason>
  );
}
