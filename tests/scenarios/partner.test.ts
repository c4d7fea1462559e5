import { RouterContextProvider } from 'react-router';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { UserId } from '#app/kernel/ids.ts';
import { openSession, sessionCookieName } from '#app/modules/auth/commands/keep-sessions.server.ts';
import { type TwoCustomers, twoCustomers } from '#tests/security/two-customers.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
type Loader = (args: never) => Promise<unknown>;
type Sees = 'rows' | 'found';
let made: TwoCustomers;
let cookie: string;

beforeAll(async () => {
  made = await twoCustomers(database.current);
  const { staff, owner } = database.current;
  for (const role of ['staff', 'portal', 'worker', 'partner'] as const) {
    vi.stubEnv(`TALLYSTICK_DB_${role.toUpperCase()}_URL`, database.current[`${role}Url`]);
  }
  const partner: UserId = (await aColleague(staff.db, 'partner')).id;
  const assign = 'insert into partner_assignments (user_id, customer_id, assigned_at) values ($1, $2, now())';
  await owner.pool.query(assign, [partner, made.a.customerId]);
  await owner.pool.query('update users set totp_confirmed_at = now() where id = $1', [partner]);
  const { now } = await import('#app/platform/clock/clock.server.ts');
  const opened = { userId: partner, secondFactorAt: now(), customerId: null, userAgent: 'test' };
  const token = await openSession(staff.db, opened, { side: 'staff', now: now() });
  cookie = `${sessionCookieName('staff', false)}=${token}`;
});
afterAll(async () => {
  const { closeDb } = await import('#app/platform/db/handles.server.ts');
  await closeDb();
  vi.unstubAllEnvs();
});

/** What the page's loader answers the partner: its data, or the status it threw. */
async function asPartner(page: Promise<unknown>, path: string, id?: string): Promise<unknown> {
  const { loader } = (await page) as { loader: Loader };
  const url = new URL(path, 'http://localhost:3000');
  const request = new Request(url, { headers: { Cookie: cookie } });
  const args = { request, url, params: { id }, context: new RouterContextProvider() };
  return loader(args as never).catch((thrown: unknown) => {
    if (thrown instanceof Response) return thrown.status;
    const status = (thrown as { init?: { status?: number } }).init?.status;
    if (status === undefined) throw thrown;
    return status;
  });
}

describe('a partner', () => {
  test.each([
    ['/staff/customers', () => import('#app/routes/staff/customers.tsx'), 'rows', 1],
    ['/staff/invoices', () => import('#app/routes/staff/invoices.tsx'), 'rows', 2],
    ['/staff/invoices?view=overdue', () => import('#app/routes/staff/invoices.tsx'), 'rows', 0],
    ['/staff/payments', () => import('#app/routes/staff/payments.tsx'), 'rows', 2],
    ['/staff/search?q=Customer', () => import('#app/routes/staff/search.tsx'), 'found', 1],
  ] as const)('sees at %s what is of assigned customers', async (path, page, list: Sees, atLeast) => {
    const shown = (await asPartner(page(), path)) as Record<Sees, unknown[]>;
    expect(shown[list].length).toBeGreaterThanOrEqual(atLeast);
    const others = [made.b.customerId, made.b.linkedInvoiceId, made.b.otherInvoiceId, made.b.paymentId, 'Customer b'];
    const text = JSON.stringify(shown, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    for (const other of others) expect(text).not.toContain(other);
  });

  test.each([
    ['/staff/customers/x', () => import('#app/routes/staff/customer.tsx'), 'customerId'],
    ['/staff/customers/x?asOf=2026-04-30', () => import('#app/routes/staff/customer.tsx'), 'customerId'],
    [
      '/staff/customers/x?tab=ledger&asOf=2026-04-30&known=1',
      () => import('#app/routes/staff/customer.tsx'),
      'customerId',
    ],
    ['/staff/customers/x?tab=ledger', () => import('#app/routes/staff/customer.tsx'), 'customerId'],
    ['/staff/customers/x?tab=documents', () => import('#app/routes/staff/customer.tsx'), 'customerId'],
    ['/staff/customers/x?tab=contacts', () => import('#app/routes/staff/customer.tsx'), 'customerId'],
    ['/staff/customers/x?tab=timeline', () => import('#app/routes/staff/customer.tsx'), 'customerId'],
    ['/staff/invoices/x', () => import('#app/routes/staff/invoice.tsx'), 'linkedInvoiceId'],
    ['/staff/payments/x', () => import('#app/routes/staff/payment.tsx'), 'paymentId'],
    ['/staff/customers/x/bank', () => import('#app/routes/staff/customer-bank.tsx'), 'customerId'],
    [
      '/staff/customers/x/statement.csv?from=2026-04-01&to=2026-04-30',
      () => import('#app/routes/files/staff-statement-csv.ts'),
      'customerId',
    ],
  ] as const)('opens %s of an assigned customer, and another’s is not there', async (path, page, key) => {
    expect(await asPartner(page(), path, made.a[key])).toBeTypeOf('object');
    expect(await asPartner(page(), path, made.b[key])).toBe(404);
  });

  test.each([
    ['/staff/approvals', () => import('#app/routes/staff/approvals.tsx')],
    ['/staff/settings/roles', () => import('#app/routes/staff/settings-roles.tsx')],
    ['/staff/import', () => import('#app/routes/staff/import.tsx')],
    ['/staff/payments/attention', () => import('#app/routes/staff/payments-attention.tsx')],
  ] as const)('is refused at %s', async (path, page) => {
    expect(await asPartner(page(), path)).toBe(403);
  });

  test('is not told who did what, nor how our mail fared', async () => {
    const invoice = await asPartner(
      import('#app/routes/staff/invoice.tsx'),
      '/staff/invoices/x',
      made.a.linkedInvoiceId,
    );
    expect(invoice).toMatchObject({ way: null, entries: null, fault: null, requests: [] });
    const customer = await asPartner(import('#app/routes/staff/customer.tsx'), '/staff/customers/x', made.a.customerId);
    expect(customer).toMatchObject({ aged: [], may: { write: false, invoice: false, record: false } });
  });
});
