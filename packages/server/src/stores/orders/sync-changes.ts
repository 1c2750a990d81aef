import { applyChanges } from '../sync/apply-changes.ts';
import { dueChanges } from '../sync/due-changes.ts';
import { learnChanges } from '../sync/learn-changes.ts';
import { upkeepChanges } from '../sync/upkeep-changes.ts';

/** What the writer does for the sync: everything that follows an answer of SRS or of the RA service, or from the clock. */
export const syncChanges = { ...applyChanges, ...dueChanges, ...learnChanges, ...upkeepChanges };
