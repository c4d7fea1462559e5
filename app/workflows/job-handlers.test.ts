import { expect, test } from 'vitest';
import { createJobHandlers, jobHandlers, schedules } from './job-handlers.server.ts';
import { QUEUES } from './queues.ts';

test('every queue has a handler and every handler a queue', () => {
  expect(Object.keys(jobHandlers).sort()).toEqual([...QUEUES].sort());
});

test('only known queues are scheduled', () => {
  expect(QUEUES).toEqual(expect.arrayContaining(Object.keys(schedules)));
});

test('a job without its id is a bug and says so', async () => {
  const handlers = createJobHandlers(() => {
    throw new Error('not reached');
  });
  await expect(async () => handlers['send-message']({})).rejects.toThrow();
});
