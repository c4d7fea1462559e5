import { expect, it } from 'vitest';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { createJobHandlers } from '#app/workflows/job-handlers.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { startJobRunner } from '#tests/support/run-jobs.ts';
import { listDeadJobs, redriveJobs } from './dead-jobs.server.ts';
import { enqueue } from './jobs.server.ts';

const database = useDatabase();
const broken = () => {
  throw new Error('the disk is full');
};

it('a job that failed as often as it may rests with its reason, and given back runs again', async () => {
  const { staff } = database.current;
  const done: string[] = [];
  const world = { files: 'none' } as never;
  const failing = await startJobRunner(database.current, { ...createJobHandlers(() => world), 'send-receipt': broken });
  for (const paymentId of ['p-1', 'p-2'])
    await inTransaction(staff.db, async (tx) => ({
      ok: true as const,
      value: await enqueue(tx, 'send-receipt', { paymentId }),
    }));
  await failing.run();
  await failing.close();
  const dead = await listDeadJobs();
  expect(new Set(dead.map(({ data }) => (data as { paymentId: string }).paymentId))).toEqual(new Set(['p-1', 'p-2']));
  for (const { queue, reason } of dead)
    expect({ queue, reason }).toEqual({ queue: 'send-receipt', reason: 'the disk is full' });
  expect(await redriveJobs([dead[0]!.id])).toBe(1);
  expect((await listDeadJobs()).map(({ id }) => id)).toEqual([dead[1]!.id]);
  expect(await redriveJobs([dead[0]!.id])).toBe(0);
  expect(await redriveJobs('all')).toBe(1);
  const mended = await startJobRunner(database.current, {
    ...createJobHandlers(() => world),
    'send-receipt': async (data) => void done.push((data as { paymentId: string }).paymentId),
  });
  await mended.run();
  await mended.close();
  expect(done.sort()).toEqual(['p-1', 'p-2']);
  expect(await listDeadJobs()).toEqual([]);
});
