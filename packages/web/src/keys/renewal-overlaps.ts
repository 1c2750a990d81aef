/** How long the secret of before may work on, hours. */
const OVERLAPS = [0, 1, 24, 168, 720] as const;
const USUAL_HOURS = 24;
const HOUR_MS = 3_600_000;

/** For how long what a key was before may work on; `end` (ms) where its own end comes first. */
interface Overlap {
  hours: (typeof OVERLAPS)[number];
  end: number | null;
}

/** The overlaps that a key which ends at `expiresAt` can be given at `now` (ms), and the one that is proposed. */
export function overlapsOf(
  expiresAt: string | null,
  now: number,
): { overlaps: Overlap[]; usual: Overlap['hours'] } {
  const end = expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt);
  const isBeyond = (hours: number) => hours > 0 && now + hours * HOUR_MS > end;
  // All that reach beyond its end are the same; of a key that has ended nothing works on.
  const within = OVERLAPS.filter((hours) => !isBeyond(hours));
  const beyond = end > now ? OVERLAPS.filter(isBeyond).slice(0, 1) : [];
  return {
    overlaps: [...within.map((hours) => ({ hours, end: null })), ...beyond.map((hours) => ({ hours, end }))],
    usual: [...within, ...beyond].findLast((hours) => hours <= USUAL_HOURS) ?? 0,
  };
}
