import type { Trouble } from '@srs-desk/shared/health/trouble.ts';
import { troubleText } from '@srs-desk/shared/health/trouble-text.ts';
import type { TroubleView } from '@srs-desk/shared/health/wire.ts';

/** A trouble as the API tells it. */
export function tellTrouble({ since, nextTryAt, ...trouble }: Trouble): TroubleView {
  return {
    ...trouble,
    text: troubleText(trouble, 'en'),
    since: new Date(since).toISOString(),
    nextTryAt: nextTryAt === null ? null : new Date(nextTryAt).toISOString(),
  };
}
