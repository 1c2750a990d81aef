import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import { MONO } from '../../theme/theme.ts';

/** An External ID exactly as it came: spaces take their room and are marked, look-alike letters stay apart. */
export function RawText({ value }: { value: string | null }) {
  const translate = useTranslate();
  if (value === null) return <i>{translate('desk.billing.none')}</i>;
  const marked = value.replaceAll(/^\s+|\s+$|\s{2,}/g, (spaces) => '␣'.repeat(spaces.length));
  return (
    <Box
      component="span"
      sx={(theme) => ({
        fontFamily: MONO,
        fontSize: '0.92em',
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
        backgroundColor: theme.desk.sunken,
        borderRadius: '4px',
        px: 0.5,
      })}
    >
      {marked}
    </Box>
  );
}
