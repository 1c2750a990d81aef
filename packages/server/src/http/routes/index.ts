import type { Route } from '../route.ts';

/** All routes of the server: one list per noun, added here and nowhere else. */
export const routes: readonly Route[] = [];
