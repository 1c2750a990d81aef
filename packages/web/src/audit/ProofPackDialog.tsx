import { Alert, Checkbox, FormControlLabel, Radio, RadioGroup, Typography } from '@mui/material';
import { useState } from 'react';
import { CanAccess, useNotify, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { useLanguage } from '../i18n/useBilingual.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { accessTo } from '../session/access.ts';

interface ProofPackDialogProps {
  refId: string;
  /** The person is erased: what was sealed cannot be shown any more. */
  erased?: boolean;
  onClose(): void;
}

const FORMATS = ['html', 'json'] as const;
type PackFormat = (typeof FORMATS)[number];

/** Makes the proof pack of an order: says what will be in it, asks why, and gives the file. */
export function ProofPackDialog({ refId, erased = false, onClose }: ProofPackDialogProps) {
  const translate = useTranslate();
  const notify = useNotify();
  const lang = useLanguage();
  const [format, setFormat] = useState<PackFormat>('html');
  const [reveal, setReveal] = useState(false);
  const text = (key: string, options?: object) => translate(`desk.audit.pack.${key}`, options);
  const make = useVerb('makeProofPack', {
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
      onConfirm={(reason) => make.mutate({ refId, format, lang, reveal, reason }, { onSuccess: onClose })}
      suggestions={[text('reasonDispute'), text('reasonAudit')]}
    >
      <Typography variant="body2">{text('what')}</Typography>
      <RadioGroup
        value={format}
        aria-label={text('format')}
        onChange={(event) => setFormat(event.target.value as PackFormat)}
      >
        {FORMATS.map((one) => (
          <FormControlLabel key={one} value={one} control={<Radio size="small" />} label={text(one)} />
        ))}
      </RadioGroup>
      {erased ? null : (
        <CanAccess {...accessTo('person.reveal')}>
          <FormControlLabel
            control={<Checkbox checked={reveal} onChange={(event) => setReveal(event.target.checked)} />}
            label={text('reveal')}
          />
        </CanAccess>
      )}
      {reveal ? <Alert severity="warning">{text('revealWarning')}</Alert> : null}
    </ConfirmWithReason>
  );
}
