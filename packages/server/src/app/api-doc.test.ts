import { expect, it } from 'vitest';
import { apiPage } from './api-doc.fixture.ts';
import { routes } from './routes.ts';

it('docs/api.md tells of every route as it is', async () => {
  const page = apiPage();
  const told = [...page.matchAll(/^### \w+ \/\S*$/gm)];
  expect(told.length).toBe(routes.length);
  await expect(page).toMatchFileSnapshot('../../../../docs/api.md');
});
