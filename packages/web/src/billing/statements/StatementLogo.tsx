import { Box, Button, Typography } from '@mui/material';
import { useRef } from 'react';
import { useTranslate } from 'react-admin';
import { useRead } from '../../api/use-read.ts';
import { useVerb } from '../../api/use-verb.ts';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { LogoImage } from './LogoImage.tsx';

/** The logo of the statements to come: shown, put there from a file, taken off. */
export function StatementLogo({ disabled }: { disabled: boolean }) {
  const translate = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  const { data: logo } = useRead('usage', 'statementLogo', {});
  const put = useVerb('putLogo', { touches: ['usage'] });
  const remove = useVerb('removeLogo', { touches: ['usage'] });
  const text = (key: string, options?: object) => translate(`desk.statements.logo.${key}`, options);
  const busy = put.isPending || remove.isPending;
  return (
    <Box
      role="group"
      aria-label={text('title')}
      sx={{ mt: 2.5, display: 'grid', gap: 1, justifyItems: 'start' }}
    >
      <Typography variant="subtitle2" component="p">
        {text('title')}
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {text('help')}
      </Typography>
      {logo ? (
        <>
          <LogoImage hash={logo.hash} name={text('title')} />
          <Typography variant="caption" color="text.secondary">
            {text('of', { width: logo.width, height: logo.height, name: logo.changedBy })}{' '}
            <RelativeTime at={logo.changedAt} />
          </Typography>
        </>
      ) : null}
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button variant="outlined" disabled={disabled || busy} onClick={() => input.current?.click()}>
          {text(logo ? 'another' : 'choose')}
        </Button>
        {logo ? (
          <Button disabled={disabled || busy} onClick={() => remove.mutate({})}>
            {text('remove')}
          </Button>
        ) : null}
      </Box>
      <input
        ref={input}
        type="file"
        hidden
        disabled={disabled}
        accept="image/png,image/jpeg"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) put.mutate({ file });
          target.value = '';
        }}
      />
      <ProblemAlert error={put.error ?? remove.error} />
    </Box>
  );
}
