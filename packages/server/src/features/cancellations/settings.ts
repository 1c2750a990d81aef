import {
  type CancellationSettings,
  cancellationSettings,
  DEFAULT_CANCELLATION_SETTINGS,
} from '@srs-desk/shared/cancellation/settings.ts';
import { Setting } from '../../platform/settings/settings.ts';

/** From which size on a second admin must agree, how long a call may be running, how many orders are under way at once. */
export const CANCELLATION_SETTINGS = new Setting<CancellationSettings>({
  name: 'cancellations',
  schema: cancellationSettings,
  fallback: DEFAULT_CANCELLATION_SETTINGS,
});
