import { Box, Typography } from '@mui/material';
import type { FactorOffer } from '@srs-desk/shared/api/session.ts';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { CopyButton } from '../kit/CopyButton.tsx';
import { FormDialog, type FormDialogProps } from '../kit/form/FormDialog.tsx';
import { CodeInput } from '../session/CodeInput.tsx';
import { MONO } from '../theme/theme.ts';
import { QrCode } from './QrCode.tsx';
import { RecoveryCodesDialog } from './RecoveryCodesDialog.tsx';

interface FactorSetupProps extends Pick<FormDialogProps, 'lasting' | 'closeLabel' | 'onClose'> {
  /** Why it is set up. */
  children: ReactNode;
  /** The recovery codes were seen. */
  onDone(): void;
}

/** Sets up an authenticator app: the secret is shown, a code proves that the app has it, the recovery codes are shown. */
export function FactorSetup({ children, onDone, ...dialog }: FactorSetupProps) {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.account_pages.factor.${key}`);
  const offer = useVerb('offerFactor');
  const confirm = useVerb('confirmFactor', { touches: ['sessions', 'users'] });
  if (confirm.data) return <RecoveryCodesDialog codes={confirm.data.recoveryCodes} onClose={onDone} />;
  if (!offer.data)
    return (
      <FormDialog
        key="why"
        title={text('setUp')}
        submitLabel={text('next')}
        onSubmit={() => offer.mutateAsync({})}
        {...dialog}
      >
        {children}
        <Typography variant="body2">{text('how')}</Typography>
      </FormDialog>
    );
  const { enrolment } = offer.data;
  return (
    <FormDialog
      key="code"
      title={text('setUp')}
      submitLabel={text('confirm')}
      onSubmit={({ code }) => confirm.mutateAsync({ enrolment, code })}
      {...dialog}
    >
      <Offer offer={offer.data} />
      <CodeInput />
    </FormDialog>
  );
}

function Offer({ offer: { secret, uri } }: { offer: FactorOffer }) {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.account_pages.factor.${key}`);
  return (
    <>
      <Typography variant="body2">{text('scan')}</Typography>
      <Box sx={{ justifySelf: 'center' }}>
        <QrCode text={uri} label={text('qr')} />
      </Box>
      <Typography variant="body2">{text('byHand')}</Typography>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Box sx={{ fontFamily: MONO, overflowWrap: 'anywhere' }} data-secret>
          {secret.replace(/(.{4})(?=.)/g, '$1 ')}
        </Box>
        <CopyButton text={secret} label={text('copySecret')} />
      </Box>
    </>
  );
}
