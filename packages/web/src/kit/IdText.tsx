import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import { shortId } from '../format/amounts.ts';
import { MONO } from '../theme/theme.ts';
import { CopyButton } from './CopyButton.tsx';

interface IdTextProps {
  id: string | null | undefined;
  /** What kind of id it is (`Ref ID`), for the copy button's name. */
  kind?: string;
  /** All of it instead of its beginning and end. */
  whole?: boolean;
  /** Without the copy button, e.g. inside a link. */
  plain?: boolean;
}

/** An id in monospace, shortened in the middle, copied whole by one click. */
export function IdText({ id, kind, whole, plain }: IdTextProps) {
  const translate = useTranslate();
  if (!id) return <span>–</span>;
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.25, minWidth: 0 }}>
      <Box
        component="span"
        title={id}
        sx={{
          fontFamily: MONO,
          fontSize: '0.92em',
          overflowWrap: 'anywhere',
          whiteSpace: whole ? 'normal' : 'nowrap',
        }}
      >
        {whole ? id : shortId(id)}
      </Box>
      {plain ? null : (
        <CopyButton text={id} label={`${translate('desk.copy')}: ${kind ? `${kind} ` : ''}${shortId(id)}`} />
      )}
    </Box>
  );
}
