import { beforeAll, describe, expect, it } from 'vitest';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { agree, billed, perUnit, runUpTo, use } from '#tests/support/billing.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, setUpCompany } from '#tests/support/people.ts';
import { type ExplainableLine, explainInvoiceLines } from './explain-lines.server.ts';

const database = useDatabase();
let mine: string;
let other: string;
let invoices: { id: string }[];

beforeAll(async () => {
  const { owner, staff, worker } = database.current;
  await setUpCompany(owner.db);
  mine = await aCustomer(staff.db, { name: 'Mine', email: 'ap@mine.example' });
  other = await aCustomer(staff.db, { name: 'Other', email: 'ap@other.example' });
  const line = { cycle: 'weekly' as const, anchorOn: '2026-03-02', startsOn: '2026-03-02', price: perUnit('2.5') };
  const { lineIds } = await agree(owner, mine, [line], { startsOn: '2026-03-02' });
  await use(owner, lineIds[0]!, [
    { on: '2026-03-03', quantity: '4' },
    { on: '2026-03-04', quantity: '6' },
    { on: '2026-03-10', quantity: '12' },
  ]);
  await billed(worker.db, runUpTo('2026-03-15'));
  invoices = (
    await owner.pool.query<{ id: string }>('select id from invoices where customer_id = $1 order by series_no', [mine])
  ).rows;
});

const asPortal = (customerId: string, invoiceId: string): Promise<ExplainableLine[]> =>
  readAsPortal(database.current.portal.db, { kind: 'customer', customerId } as never, (db) =>
    explainInvoiceLines(db, { invoiceId, customerId }),
  );

describe('a charge is explained', () => {
  it('to staff and customer alike, with what was used and the invoice before', async () => {
    const [, second] = invoices;
    const forStaff = await explainInvoiceLines(database.current.staff.db, { invoiceId: second!.id });
    expect(forStaff).toMatchObject([
      {
        ...{ lineNo: 1, netMinor: 3000n, usageLeftOut: 0, periodFromOn: '2026-03-09', periodToOn: '2026-03-15' },
        usage: [{ kind: 'delivery', occurredOn: '2026-03-10', quantity: '12' }],
        last: { periodFromOn: '2026-03-02', quantity: '10', unitPrice: '2.5', netMinor: 2500n },
      },
    ]);
    expect(await asPortal(mine, second!.id)).toEqual(forStaff);
    expect((await asPortal(mine, invoices[0]!.id))[0]).toMatchObject({ last: null, usage: [{}, {}] });
  });

  it('to nobody else', async () => {
    expect(await asPortal(other, invoices[1]!.id)).toEqual([]);
  });
});
