import type { ChartColour } from '../../theme/chart-colours.ts';
import { contrast } from '../../theme/palette.ts';

interface SegmentLabelProps {
  colour: ChartColour;
  x?: number | string;
  y?: number | string;
  width?: number | string;
  height?: number | string;
  count: number;
}

const INK = ['#10191b', '#ffffff'] as const;

/** The sign and the count inside a part of a bar, where there is room: colour is never all that tells parts apart. */
export function SegmentLabel({ colour, x, y, width, height, count }: SegmentLabelProps) {
  const [wide, high] = [Number(width), Number(height)];
  if (!(wide >= 26 && high >= 14 && count > 0)) return null;
  const ink = contrast(INK[0], colour.fill) > contrast(INK[1], colour.fill) ? INK[0] : INK[1];
  const text = wide >= 48 ? `${colour.sign} ${count}` : colour.sign;
  return (
    <text
      x={Number(x) + wide / 2}
      y={Number(y) + high / 2}
      dy="0.35em"
      textAnchor="middle"
      fontSize={11}
      fontWeight={600}
      fill={ink}
      stroke={colour.fill}
      strokeWidth={5}
      paintOrder="stroke"
      pointerEvents="none"
    >
      {text}
    </text>
  );
}
