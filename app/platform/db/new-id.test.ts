import { expect, test } from 'vitest';
import { newId } from './new-id.server.ts';

test('ids of one process go up, however many a moment makes, and are of version 7', () => {
  const made = Array.from({ length: 20_000 }, () => newId<never>() as string);
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
  for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
