import type { CSSProperties } from 'react';
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
    <span style={AROUND}>
      <span title={id} style={whole ? WHOLE : SHORT}>
        {whole ? id : shortId(id)}
      </span>
      {plain ? null : (
        <CopyButton text={id} label={`${translate('desk.copy')}: ${kind ? `${kind} ` : ''}${shortId(id)}`} />
      )}
    </span>
  );
}

const AROUND: CSSProperties = { display: 'inline-flex', alignItems: 'center', gap: 2, minWidth: 0 };
const WHOLE: CSSProperties = { fontFamily: MONO, fontSize: '0.92em', overflowWrap: 'anywhere' };
const SHORT: CSSProperties = { ...WHOLE, whiteSpace: 'nowrap' };
