import { Box } from '@mui/material';
import { MONO } from '../theme/theme.ts';

/** JSON as text with two spaces of indent; what is no JSON stays as it is. */
function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

interface JsonViewProps {
  /** A value, or a recorded body as text. */
  value: unknown;
  /** What it is, for people who hear the page. */
  label: string;
  maxHeight?: number;
}

/** A body or a record in monospace, scrollable by keyboard. */
export function JsonView({ value, label, maxHeight = 360 }: JsonViewProps) {
  const text = typeof value === 'string' ? prettyJson(value) : JSON.stringify(value, null, 2);
  return (
    <Box
      component="pre"
      tabIndex={0}
      role="region"
      aria-label={label}
      sx={{
        m: 0,
        p: 1.25,
        overflow: 'auto',
        maxHeight,
        fontFamily: MONO,
        fontSize: '0.78125rem',
        lineHeight: 1.5,
        borderRadius: 1,
        backgroundColor: (theme) => theme.desk.sunken,
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
      }}
    >
      {text}
    </Box>
  );
}
