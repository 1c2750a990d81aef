import { useTheme } from '@mui/material';
import { useTranslate } from 'react-admin';

export type AgeGrade = 'soon' | 'late' | null;

/** A word beside an age: orange `soon`, red `late`; nothing when there is no hurry or the case is over. */
export function AgeTag({ grade }: { grade: AgeGrade }) {
  const { desk } = useTheme();
  const translate = useTranslate();
  if (grade === null) return null;
  const colours = desk.tones[grade === 'late' ? 'bad' : 'warn'];
  return (
    <span
      style={{
        color: colours.text,
        border: '1px solid currentColor',
        borderRadius: 4,
        padding: '0 4px',
        fontSize: '0.6875rem',
        fontWeight: 700,
        lineHeight: 1.35,
        letterSpacing: '0.02em',
      }}
    >
      {translate(`desk.words.age.${grade}`)}
    </span>
  );
}
