import CheckOutlined from '@mui/icons-material/CheckOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Box, useTheme } from '@mui/material';
import { STEP_NUMBERS, teamOf } from '@srs-desk/shared/process/teams.ts';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';

type StepState = 'done' | 'now' | 'ended' | 'ahead';

/**
 * The state of step `n` when the order hangs in `current`; null: nothing hangs, `finished` says whether all is done, else
 * `ended` where it came to an end.
 */
export function stepState(
  n: number,
  current: number | null,
  finished: boolean,
  ended: number | null = null,
): StepState {
  if (current === null && finished) return 'done';
  const at = current ?? ended;
  if (at === null || n > at) return 'ahead';
  if (n < at) return 'done';
  return current === null ? 'ended' : 'now';
}

interface FiveStepTrackerProps {
  current: number | null;
  /** All five are done. */
  finished: boolean;
  /** Where nothing hangs any more and it is not finished: the step in which it ended. */
  ended?: number | null;
  /** Shown under the current step: since when, and what usually comes next. */
  note?: ReactNode;
}

/**
 * The five process steps with their teams; the current one is marked by shape, word and colour. On a phone they are a line
 * of numbers, with the words of the current one alone, or of the one in which it ended.
 */
export function FiveStepTracker({ current, finished, ended = null, note }: FiveStepTrackerProps) {
  const translate = useTranslate();
  return (
    <Box
      component="ol"
      aria-label={translate('desk.steps.label')}
      sx={{
        display: { xs: 'flex', sm: 'grid' },
        flexWrap: 'wrap',
        gridTemplateColumns: 'repeat(5, minmax(0, 1fr))',
        gap: { xs: 0.75, sm: 0 },
        alignItems: { xs: 'center', sm: 'start' },
        listStyle: 'none',
        m: 0,
        p: 0,
      }}
    >
      {STEP_NUMBERS.map((n) => (
        <Step
          key={n}
          n={n}
          team={teamOf(n)}
          state={stepState(n, current, finished, ended)}
          note={n === (current ?? ended) ? note : null}
        />
      ))}
    </Box>
  );
}

function Step({ n, team, state, note }: { n: number; team: string; state: StepState; note: ReactNode }) {
  const { desk } = useTheme();
  const translate = useTranslate();
  const now = state === 'now';
  const reached = state !== 'ahead';
  return (
    <Box
      component="li"
      aria-current={now ? 'step' : undefined}
      sx={{
        position: 'relative',
        display: { xs: 'flex', sm: 'block' },
        alignItems: 'center',
        columnGap: 0.75,
        pr: { sm: 1 },
        '&::before': {
          content: '""',
          display: { xs: 'none', sm: n === 1 ? 'none' : 'block' },
          position: 'absolute',
          top: 13,
          right: 'calc(100% + 4px)',
          width: 'calc(100% - 36px)',
          borderTop: `2px solid ${reached ? desk.accent : desk.line}`,
        },
      }}
    >
      <Box
        aria-hidden
        sx={{
          width: 28,
          height: 28,
          borderRadius: '50%',
          display: 'grid',
          placeItems: 'center',
          fontWeight: 700,
          fontSize: '0.8125rem',
          border: '2px solid',
          borderColor: reached ? desk.accent : desk.line,
          backgroundColor: now ? desk.accent : desk.surface,
          color: now ? desk.onAccent : reached ? desk.accent : desk.quiet,
        }}
      >
        {state === 'done' ? (
          <CheckOutlined sx={{ fontSize: 16 }} />
        ) : state === 'ended' ? (
          <CloseOutlined sx={{ fontSize: 16 }} />
        ) : (
          n
        )}
      </Box>
      <Box
        sx={(theme) => ({
          pt: { xs: 0, sm: 0.5 },
          fontSize: '0.8125rem',
          lineHeight: 1.35,
          ...(now || state === 'ended' ? {} : { [theme.breakpoints.down('sm')]: visuallyHidden }),
        })}
      >
        <Box
          component="span"
          sx={{ fontWeight: now ? 700 : 600, color: now ? desk.accent : desk.text, display: 'block' }}
        >
          {translate(`desk.words.step.${n}`)}
          <Box component="span" sx={visuallyHidden}>
            {` (${translate(`desk.steps.${state}`)})`}
          </Box>
        </Box>
        <Box component="span" sx={{ color: desk.quiet, display: 'block' }}>
          {translate(`desk.words.teamShort.${team}`)}
        </Box>
        {note ? <Box sx={{ color: desk.text, mt: 0.25 }}>{note}</Box> : null}
      </Box>
    </Box>
  );
}

/** Heard, not seen. */
export const visuallyHidden = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clip: 'rect(0 0 0 0)',
  whiteSpace: 'nowrap',
} as const;
