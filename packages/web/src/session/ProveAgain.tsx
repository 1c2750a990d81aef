import { Button, Typography } from '@mui/material';
import { useState } from 'react';
import { TextInput, useLogout, useTranslate } from 'react-admin';
import { useFormContext, useWatch } from 'react-hook-form';
import { useRead } from '../api/use-read.ts';
import { useVerb } from '../api/use-verb.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { AtProvider } from './AtProvider.tsx';
import { CodeInput } from './CodeInput.tsx';
import { usePasswordHint } from './password-hint.ts';
import { SamePersonFields } from './SamePersonFields.tsx';
import { sessionHolder, sessionProvider, settleSession } from './session-hold.ts';

const goOn = () => settleSession(true);

/** Asks who changes what hurts most to prove once more who they are; then what they asked for goes on. */
export function ProveAgain() {
  const translate = useTranslate();
  const prove = useVerb('reauthenticate');
  const factor = useRead('sessions', 'ownFactor', {});
  const provider = sessionProvider();
  if (provider !== null)
    return (
      <AtProvider
        purpose="prove"
        title={translate('desk.account.prove.title')}
        why={translate('desk.account.provider.prove', { label: provider })}
        onBack={goOn}
        onClose={() => settleSession(false)}
      />
    );
  return (
    <FormDialog
      title={translate('desk.account.prove.title')}
      submitLabel={translate('desk.account.prove.submit')}
      onSubmit={async ({ password, code }) => {
        await prove.mutateAsync(code ? { code } : { password });
        settleSession(true);
      }}
      onClose={() => settleSession(false)}
      ready={!factor.isPending}
    >
      {factor.isPending ? null : factor.data?.enrolledAt ? <ByAppOrPassword /> : <ByPassword />}
    </FormDialog>
  );
}

function ByPassword() {
  const translate = useTranslate();
  return (
    <>
      <Typography variant="body2">{translate('desk.account.prove.why')}</Typography>
      <SamePersonFields />
    </>
  );
}

/** By a code of the app; by the password for who has not got it at hand. */
function ByAppOrPassword() {
  const translate = useTranslate();
  const [byPassword, setByPassword] = useState(false);
  const { setValue } = useFormContext();
  if (byPassword) return <ByPassword />;
  return (
    <>
      <Typography variant="body2">{translate('desk.account.prove.whyCode')}</Typography>
      <CodeInput />
      <Button
        sx={{ justifySelf: 'start' }}
        onClick={() => {
          setValue('code', '');
          setByPassword(true);
        }}
      >
        {translate('desk.account.prove.byPassword')}
      </Button>
    </>
  );
}

/** Over everything while the password is one that somebody else set: nothing goes on before it is changed. */
export function ChooseOwnPassword() {
  const translate = useTranslate();
  const logout = useLogout();
  const change = useVerb('changePassword', { touches: ['sessions'] });
  const label = (field: string) => `desk.account_pages.password.${field}`;
  return (
    <FormDialog
      title={translate('desk.account.own.title')}
      submitLabel={translate('desk.account_pages.password.submit')}
      closeLabel={translate('ra.auth.logout')}
      onSubmit={async ({ current, next }) => {
        await change.mutateAsync({ current, next });
        settleSession(true);
      }}
      onClose={() => {
        void logout();
        settleSession(false);
      }}
      lasting
    >
      <Typography variant="body2">{translate('desk.account.own.why')}</Typography>
      <TextInput
        source="current"
        label={label('current')}
        type="password"
        autoComplete="current-password"
        required
        autoFocus
      />
      <NewPassword />
    </FormDialog>
  );
}

function NewPassword() {
  const typed = useWatch({ name: 'next' });
  const hint = usePasswordHint(String(typed ?? ''), sessionHolder() ?? '');
  return (
    <TextInput
      source="next"
      label="desk.account_pages.password.next"
      type="password"
      autoComplete="new-password"
      helperText={hint}
      required
    />
  );
}
