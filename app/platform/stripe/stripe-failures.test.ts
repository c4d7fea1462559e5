import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { gatewayTo, wish } from '../../../stand-ins/stripe/gateway-under-test.ts';
import { start, stopAll } from '../../../stand-ins/stripe/under-test.ts';

afterEach(stopAll);

describe('when the vendor fails', () => {
  it('429 is rate-limited, and nothing was done', async () => {
    const { standIn, stripe } = await start();
    standIn.control.failures.failNext('rate-limit');
    const answer = await gatewayTo(standIn.port).createCheckoutSession(wish());
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'rate-limited' } });
    expect((await stripe.checkout.sessions.list()).data).toEqual([]);
  });

  it('500 is repeated once with the same key; twice is unreachable', async () => {
    const { standIn } = await start();
    const gateway = gatewayTo(standIn.port);
    standIn.control.failures.failNext('server-error', 1);
    expect((await gateway.createCheckoutSession(wish())).ok).toBe(true);
    standIn.control.failures.failNext('server-error', 2);
    const answer = await gateway.createCheckoutSession(wish({ idempotencyKey: 'attempt-2' }));
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'unreachable' } });
  });

  it('silence ends at the timeout as unreachable', async () => {
    const { standIn } = await start();
    standIn.control.failures.failNext('hang', 2);
    const answer = await gatewayTo(standIn.port, { timeoutMs: 60 }).retrieveSession('cs_test_any');
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'unreachable' } });
  });

  it('an answer that got lost is unreachable, and the same call later finds the one session it made', async () => {
    const { standIn, stripe } = await start();
    const gateway = gatewayTo(standIn.port);
    standIn.control.failures.failNext('accept-then-drop', 2);
    expect(await gateway.createCheckoutSession(wish())).toMatchObject({ ok: false, refusal: { kind: 'unreachable' } });
    const again = await gateway.createCheckoutSession(wish());
    const { data } = await stripe.checkout.sessions.list();
    expect(data.map((session) => session.id)).toEqual([again.ok && again.value.id]);
  });

  it('a wrong key is an invalid request that says so', async () => {
    const { standIn } = await start();
    const answer = await gatewayTo(standIn.port, { secretKey: 'sk_test_wrong' }).retrieveSession('cs_test_any');
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'invalid-request', code: 'not-authenticated' } });
  });

  it('nobody listening is unreachable', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect(await gatewayTo(port).retrieveSession('cs_test_any')).toMatchObject({
      ok: false,
      refusal: { kind: 'unreachable' },
    });
  });
});
