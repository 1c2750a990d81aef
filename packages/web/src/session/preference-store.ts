import { localStorageStore, memoryStore, type Store } from 'react-admin';

/** What may outlive the tab: choices of looks. Everything else (filters, selections, ids) stays in memory. */
const PREFERENCES = [
  /^theme$/,
  /^locale$/,
  /^preferences\./,
  /\.datatable_column/,
  /\.datatable_columnRanks$/,
  /\.datatable_hiddenColumns$/,
  /^orders\.countWidth\./,
];

/** Raised whenever the columns of a table change, because react-admin stores their order by index. */
const VERSION = '1';

/** True when the value under `key` is a preference and so may be kept in localStorage. */
function isPreference(key: string): boolean {
  return PREFERENCES.some((pattern) => pattern.test(key));
}

/** react-admin's store, divided: preferences in localStorage, all else in this tab's memory. */
export function preferenceStore(): Store {
  const lasting = localStorageStore(VERSION, 'srs-desk');
  const fleeting = memoryStore();
  const of = (key: string) => (isPreference(key) ? lasting : fleeting);
  return {
    setup() {
      lasting.setup();
      fleeting.setup();
    },
    teardown() {
      lasting.teardown();
      fleeting.teardown();
    },
    getItem: (key, fallback) => of(key).getItem(key, fallback),
    setItem: (key, value) => of(key).setItem(key, value),
    removeItem: (key) => of(key).removeItem(key),
    removeItems(prefix) {
      lasting.removeItems(prefix);
      fleeting.removeItems(prefix);
    },
    // Called at logout: what was seen goes, how it looked stays.
    reset: () => fleeting.reset(),
    subscribe: (key, callback) => of(key).subscribe(key, callback),
    listItems: (prefix) => ({ ...lasting.listItems?.(prefix), ...fleeting.listItems?.(prefix) }),
  };
}
