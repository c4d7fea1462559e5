import { afterAll, afterEach, beforeAll } from 'vitest';
import { assert } from '#app/kernel/assert.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import { createStripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import { sweepPayments } from '#app/workflows/sweep-payments.server.ts';
import { type StripeStandIn, startStripeStandIn } from '../../stand-ins/stripe/server.ts';
import type { TestDatabase } from './database.ts';
import { useTwoSettlers } from './two-settlers.ts';

const KEY = 'sk_test_processor';
const SECRET = 'whsec_processor';
/** Short, so that a processor that hangs is given up soon. */
const TIMEOUT_MS = 400;
const MINUTE_MS = 60_000;

/**
 * The processor's stand-in and two workers that settle what it says; no mail, no document. Its webhooks all get lost: what
 * becomes of anything is known by asking or by the sweep, unless a test hands events in.
 */
export function useProcessor(database: { readonly current: TestDatabase }) {
  const { gateway, outside, runJobs } = useTwoSettlers(database);
  const held: { standIn?: StripeStandIn } = {};
  /** A new one that knows nothing: what a run has left behind would be listed by each later sweep. */
  const restart = async () => {
    await held.standIn?.close();
    held.standIn = await startStripeStandIn({ apiKey: KEY, webhookSecret: SECRET });
    gateway.current = createStripeGateway({
      secretKey: KEY,
      webhookSecrets: [SECRET],
      apiHost: { host: '127.0.0.1', port: held.standIn.port, protocol: 'http' },
      timeoutMs: TIMEOUT_MS,
    });
  };
  beforeAll(restart);
  afterEach(() => {
    held.standIn?.control.clock.move(0);
    held.standIn?.control.failures.clear();
  });
  afterAll(() => held.standIn?.close());
  return {
    outside,
    runJobs,
    restart,
    secret: SECRET,
    control: () => {
      assert(held.standIn, 'the stand-in runs');
      return held.standIn.control;
    },
    /** The sweep some minutes from now, and what it orders. */
    async sweepLater(minutes = 3): Promise<void> {
      moveClock(minutes * MINUTE_MS);
      await sweepPayments(outside());
      await runJobs();
    },
  };
}
