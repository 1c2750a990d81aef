import { useLocaleState } from 'react-admin';
import { shareText } from '../../format/amounts.ts';
import { changeShare } from './usage-bars.ts';

/** `▲ 12 %` against the month before; a dash where there is nothing to compare with. Neither is good or bad by itself. */
export function ChangeText({ now, before }: { now: number; before: number | undefined }) {
  const [locale = 'en'] = useLocaleState();
  const change = changeShare(now, before);
  if (change === null) return <span>–</span>;
  if (change === 0) return <span>=</span>;
  return (
    <span>
      {change > 0 ? '▲' : '▼'} {shareText(Math.abs(change), locale)}
    </span>
  );
}
