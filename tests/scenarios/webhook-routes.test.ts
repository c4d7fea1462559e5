import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { useDatabase } from '#tests/support/database.ts';
import { setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const SECRET = 'whsec_of_the_route';
const stripe = new Stripe('sk_test_route');
type Route = { action: (args: never) => Promise<Response> };
let route: Route;
const logged: string[] = [];

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  vi.stubEnv('TALLYSTICK_DB_STAFF_URL', database.current.staffUrl);
  vi.stubEnv('TALLYSTICK_DB_PORTAL_URL', database.current.portalUrl);
  vi.stubEnv('TALLYSTICK_DB_WORKER_URL', database.current.workerUrl);
  vi.stubEnv('STRIPE_WEBHOOK_SECRET', SECRET);
  route = (await import('#app/routes/webhooks/stripe.ts')) as unknown as Route;
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    logged.push(String(line));
    return true;
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
  const { closeDb } = await import('#app/platform/db/handles.server.ts');
  await closeDb();
  vi.unstubAllEnvs();
});

const anEvent = (id: string, over: Record<string, unknown> = {}) =>
  JSON.stringify({
    id,
    object: 'event',
    type: 'customer.discovered',
    created: 1_790_000_000,
    livemode: false,
    api_version: '2026-10-28.endive',
    data: { object: { id: 'cus_1', object: 'customer' } },
    ...over,
  });

const sign = (body: string, secret = SECRET, timestamp?: number) =>
  stripe.webhooks.generateTestHeaderStringAsync({ payload: body, secret, ...(timestamp ? { timestamp } : {}) });

async function post(body: string, signature: string | null): Promise<Response> {
  const headers: Record<string, string> = signature === null ? {} : { 'Stripe-Signature': signature };
  const request = new Request('http://localhost:3000/webhooks/stripe', { method: 'POST', body, headers });
  return route.action({ request } as never);
}

const stored = async (id: string) =>
  (await database.current.owner.pool.query('select * from stripe_events where event_ref = $1', [id])).rows;
const jobs = async (id: string) =>
  (
    await database.current.owner.pool.query(
      `select * from pgboss.job where name = 'settle-stripe-event' and data ->> 'eventRef' = $1`,
      [id],
    )
  ).rows;

describe("the processor's webhook", () => {
  test('is stored with its job, and a repeated delivery changes nothing', async () => {
    const body = anEvent('evt_twice');
    expect((await post(body, await sign(body))).status).toBe(200);
    expect((await post(body, await sign(body))).status).toBe(200);
    expect(await stored('evt_twice')).toHaveLength(1);
    expect(await jobs('evt_twice')).toHaveLength(1);
  });

  test.each([
    ['no signature', async () => null],
    ['a signature of another secret', async (body: string) => sign(body, 'whsec_other')],
    ['a signature of another body', async () => sign(anEvent('evt_other'))],
    ['an old signature', async (body: string) => sign(body, SECRET, 1_700_000_000)],
    ['nonsense for a signature', async () => 't=1,v1=zz'],
  ])('with %s is refused, stores nothing and is logged', async (_, signature) => {
    const body = anEvent('evt_forged');
    logged.length = 0;
    expect((await post(body, await signature(body))).status).toBe(400);
    expect(await stored('evt_forged')).toEqual([]);
    expect(logged.join('')).toContain('processor webhook refused');
  });

  test('of the live world is refused by a demo', async () => {
    const body = anEvent('evt_live', { livemode: true });
    const answer = await post(body, await sign(body));
    expect([answer.status, await answer.text()]).toEqual([400, 'Refused: wrong-mode.\n']);
    expect(await stored('evt_live')).toEqual([]);
  });

  test('larger than a megabyte is refused', async () => {
    const body = anEvent('evt_large', { padding: 'x'.repeat(1_100_000) });
    expect((await post(body, await sign(body))).status).toBe(413);
    expect(await stored('evt_large')).toEqual([]);
  });
});
