import { applyChanges } from './poll/apply-changes.ts';
import { dueChanges } from './poll/due-changes.ts';
import { learnChanges } from './poll/learn-changes.ts';
import { upkeepChanges } from './poll/upkeep-changes.ts';

/** What the writer does for the sync: everything that follows an answer of SRS or of the RA service, or from the clock. */
export const syncChanges = { ...applyChanges, ...dueChanges, ...learnChanges, ...upkeepChanges };
