import { Rectangle } from 'recharts';
import type { ChartColour } from '../../theme/chart-colours.ts';
import { contrast } from '../../theme/palette.ts';

/** What recharts hands to the drawing of one part. */
interface PartShape {
  x?: number | string | undefined;
  y?: number | string | undefined;
  width?: number | string | undefined;
  height?: number | string | undefined;
  stroke?: string | undefined;
}

interface UsagePartProps extends PartShape {
  colour: ChartColour | undefined;
  /** The hatched filling, where the figure may still change. */
  hatch: string | null;
  count: number;
}

/** One part of a bar, hatched while provisional, with its sign and count where there is room. */
export function UsagePart({ colour, hatch, count, x, y, width, height, stroke }: UsagePartProps) {
  if (colour === undefined || count === 0) return null;
  const place = { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
  return (
    <g>
      <Rectangle
        {...place}
        {...(stroke === undefined ? {} : { stroke })}
        fill={hatch === null ? colour.fill : `url(#${hatch})`}
      />
      <SegmentLabel {...place} colour={colour} count={count} />
    </g>
  );
}

interface SegmentLabelProps {
  colour: ChartColour;
  count: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

const INK = ['#10191b', '#ffffff'] as const;

/** The sign and the count inside a part of a bar, where there is room: colour is never all that tells parts apart. */
function SegmentLabel({ colour, x, y, width, height, count }: SegmentLabelProps) {
  if (!(width >= 26 && height >= 14 && count > 0)) return null;
  const ink = contrast(INK[0], colour.fill) > contrast(INK[1], colour.fill) ? INK[0] : INK[1];
  const text = width >= 48 ? `${colour.sign} ${count}` : colour.sign;
  const room = text.length * 7 + 6;
  return (
    <g pointerEvents="none">
      <rect
        x={x + (width - room) / 2}
        y={y + height / 2 - 7}
        width={room}
        height={14}
        rx={3}
        fill={colour.fill}
      />
      <text
        x={x + width / 2}
        y={y + height / 2}
        dy="0.35em"
        textAnchor="middle"
        fontSize={11}
        fontWeight={600}
        fill={ink}
      >
        {text}
      </text>
    </g>
  );
}
