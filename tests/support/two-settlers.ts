import { afterAll, afterEach, beforeAll } from 'vitest';
import { assert } from '#app/kernel/assert.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import type { StripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import { createJobHandlers } from '#app/workflows/job-handlers.server.ts';
import type { Outside } from '#app/workflows/outside.server.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { setUpCompany } from '#tests/support/people.ts';
import { type JobRunner, startJobRunner } from '#tests/support/run-jobs.ts';

/**
 * A company whose processor events are settled by two workers at once; the test says which processor they ask. Only what
 * settling and sweeping touch is there: mails and documents have tests of their own.
 */
export function useTwoSettlers(database: { readonly current: TestDatabase }) {
  const gateway: { current?: StripeGateway } = {};
  const runners: JobRunner[] = [];
  const outside = (): Outside => {
    assert(gateway.current, 'no processor');
    return { db: database.current.worker.db, stripe: gateway.current, baseUrl: 'http://localhost:3000' } as Outside;
  };
  beforeAll(async () => {
    await setUpCompany(database.current.owner.db);
    const handlers = { 'settle-stripe-event': createJobHandlers(outside)['settle-stripe-event'] };
    for (let worker = 0; worker < 2; worker += 1) runners.push(await startJobRunner(database.current, handlers));
  });
  afterEach(() => moveClock(0));
  afterAll(() => Promise.all(runners.map((runner) => runner.close())));
  return { gateway, outside, runJobs: () => Promise.all(runners.map((runner) => runner.run())) };
}
