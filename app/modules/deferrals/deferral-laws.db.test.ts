import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EntryId } from '#app/kernel/ids.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import type { EntryKind, LineInput } from '#app/modules/ledger/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { billedOn, inAdvance, releasedThrough, YEAR } from '#tests/support/deferring.ts';
import { aCustomer, GBP, issue, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const owner = () => database.current.owner.db;
let customerId: string;
let invoiceId: string;

beforeAll(async () => {
  await setUpCompany(owner());
  customerId = await aCustomer(owner(), { name: 'Ash & Co' });
  invoiceId = (await issue(database.current.staff.db, billedOn(customerId, '2026-01-01', [inAdvance('12000', YEAR)])))
    .id;
  await releasedThrough(database.current.staff.db, '2026-02-28');
});

/** Does what no command does, as the owner of the database could; the name of the law that refuses it. */
async function refusedBy(plant: (tx: Tx) => Promise<unknown>): Promise<string | undefined> {
  try {
    await owner().transaction().execute(plant);
  } catch (error) {
    return constraintOf(error) ?? (error as Error).message;
  }
  return 'nothing';
}

const line = (account: string, minor: bigint, baseMinor = minor): LineInput => ({
  ...{ account, currency: GBP, amountMinor: minor, baseMinor },
});

async function post(tx: Tx, kind: EntryKind, lines: LineInput[], day = '2026-03-31'): Promise<EntryId> {
  const id = newId<EntryId>();
  await postEntries(tx, [{ id, kind, sourceId: invoiceId, effectiveOn: plainDate(day), memo: '', lines }]);
  return id;
}

type Planted = { minor?: bigint; base?: bigint; posted?: bigint; month?: string; day?: string; customerId?: string };

/** A release written past the command; what is not said is as it should be for March. */
const release = (of: Planted) => async (tx: Tx) => {
  const minor = of.minor ?? 100_000n;
  const posted = of.posted ?? minor;
  const id = await post(tx, 'revenue_release', [line('2400', posted), line('4040', -posted)], of.day);
  await sql`insert into deferral_releases (entry_id, invoice_id, line_no, customer_id, month_on, amount_minor, base_minor)
    values (${id}, ${invoiceId}, 1, ${of.customerId ?? customerId}, ${of.month ?? '2026-03-01'}, ${minor}, ${of.base ?? minor})`.execute(
    tx,
  );
};

describe('account 2400', () => {
  it('is touched by documents and releases alone', async () => {
    expect(await refusedBy((tx) => post(tx, 'transfer', [line('2400', 5n), line('4040', -5n)]))).toBe(
      'deferred_account',
    );
  });

  it('is released for a deferred line only', async () => {
    expect(await refusedBy((tx) => post(tx, 'revenue_release', [line('2400', 5n), line('4040', -5n)]))).toBe(
      'release_named',
    );
  });

  it('holds what a document says it defers: neither more nor less', async () => {
    const wrong = (lines: Record<string, unknown>[]) =>
      refusedBy(async (tx) => {
        const ids = { entry: newId<EntryId>(), item: newId<never>() as string, id: newId<never>() as string };
        const receivable = { customerId, itemId: ids.item, dueOn: plainDate('2026-01-01') };
        await postEntries(tx, [
          {
            ...{ id: ids.entry, kind: 'invoice', sourceId: ids.id, effectiveOn: plainDate('2026-01-01'), memo: '' },
            lines: [{ ...line('1100', 500n), receivable }, line('2400', -300n), line('4040', -200n)],
          },
        ]);
        await sql`select * from record_invoices(${JSON.stringify([
          {
            ...{ id: ids.id, kind: 'invoice', series_code: 'INV', customer_id: customerId, title: '', currency: 'GBP' },
            ...{ document_on: '2026-01-01', due_on: '2026-01-01', tax_point_on: '2026-01-01', po_number: '', note: '' },
            ...{ net_minor: '500', tax_minor: '0', gross_minor: '500', entry_id: ids.entry, open_item_id: ids.item },
            ...{ bill_to: {}, issued_at: '2026-01-01T00:00:00Z', issued_by_name: 'planted', taxes: [], lines },
          },
        ])}::jsonb)`.execute(tx);
      });
    const one = { description: 'x', quantity: '1', unit: '', unit_price: '5', tax_code: 'Z', tax_rate_bp: 0 };
    const days = { defer_from_on: '2026-01-01', defer_to_on: '2026-12-31' };
    expect(await wrong([{ ...one, net: '500', account: '4040' }])).toBe('deferred_is_posted');
    expect(await wrong([{ ...one, net: '500', account: '4040', ...days }])).toBe('deferred_is_posted');
    expect(await wrong([{ ...one, net: '500', account: '2200', ...days }])).toBe('deferred_line_fits');
    const backwards = { defer_from_on: '2026-02-01', defer_to_on: '2026-01-01' };
    expect(await wrong([{ ...one, net: '500', account: '4040', ...backwards }])).toBe('invoice_lines_defer_check');
  });
});

describe('a release', () => {
  it('never goes beyond what is left', async () => {
    expect(await refusedBy(release({ minor: 1_000_001n }))).toBe('release_fits');
    expect(await refusedBy(release({ minor: -1n }))).toBe('release_fits');
  });

  it('is made once for a month, and not for a month before', async () => {
    expect(await refusedBy(release({ month: '2026-02-01' }))).toMatch(/release_fits|deferral_releases_once_unique/);
    expect(await refusedBy(release({ month: '2027-01-01', day: '2027-01-31' }))).toBe('release_fits');
  });

  it('takes base in proportion', async () => {
    expect(await refusedBy(release({ base: 99_999n }))).toBe('release_fits');
  });

  it('belongs to the customer of its line and is its entry', async () => {
    expect(await refusedBy(release({ customerId: await aCustomer(owner()) }))).toBe('release_fits');
    expect(await refusedBy(release({ posted: 99_999n }))).toBe('release_is_posted');
    expect(await refusedBy(release({ day: '2026-02-27' }))).toBe('release_is_posted');
  });

  it('stays as it is, and so does what was deferred', async () => {
    expect(await refusedBy((tx) => sql`update deferral_releases set amount_minor = 1`.execute(tx))).toBe('append_only');
    expect(await refusedBy((tx) => sql`delete from deferrals`.execute(tx))).toBe('append_only');
    expect(await refusedBy((tx) => sql`update deferrals set amount_minor = 1`.execute(tx))).toBe('append_only');
    const byStaff = sql`update deferrals set left_minor = 0`.execute(database.current.staff.db);
    await expect(byStaff).rejects.toThrow('permission denied');
  });
});

describe('a credit note', () => {
  it('takes first what is left on 2400, not more and not less', async () => {
    const planted = (fromDeferred: string | null, base = fromDeferred) =>
      refusedBy(async (tx) => {
        const ids = { entry: newId<EntryId>(), item: newId<never>() as string, id: newId<never>() as string };
        const receivable = { customerId, itemId: ids.item, dueOn: plainDate('2026-03-05') };
        const from = BigInt(fromDeferred ?? 0);
        await postEntries(tx, [
          {
            ...{ id: ids.entry, kind: 'credit_note', sourceId: ids.id, effectiveOn: plainDate('2026-03-05'), memo: '' },
            lines: [{ ...line('1100', -500n), receivable }, line('2400', from), line('4040', 500n - from)],
          },
        ]);
        await sql`insert into approval_rules (kind, role, alone_up_to_minor, approves_up_to_minor, reason)
          values ('credit_note', 'billing_clerk', null, null, 'story')`.execute(tx);
        const user = await sql<{ id: string }>`insert into users (kind, email, name, role)
          values ('staff', ${`${ids.id}@calder.example`}, 'x', 'billing_clerk') returning id`.execute(tx);
        const one = { description: 'x', quantity: '1', unit: '', unit_price: '5', tax_code: 'Z', tax_rate_bp: 0 };
        await sql`select * from record_invoices(${JSON.stringify([
          {
            ...{
              id: ids.id,
              kind: 'credit_note',
              series_code: 'CN',
              customer_id: customerId,
              title: '',
              currency: 'GBP',
            },
            ...{ document_on: '2026-03-05', due_on: '2026-03-05', tax_point_on: '2026-03-05', po_number: '', note: '' },
            ...{ net_minor: '500', tax_minor: '0', gross_minor: '500', entry_id: ids.entry, open_item_id: ids.item },
            ...{
              bill_to: {},
              issued_at: '2026-03-05T00:00:00Z',
              issued_by_name: 'planted',
              issued_by: user.rows[0]!.id,
            },
            ...{
              corrects_id: invoiceId,
              reason_code: 'price',
              taxes: [{ tax_code: 'Z', rate_bp: 0, taxable: '500', tax: '0' }],
            },
            lines: [
              {
                ...one,
                net: '500',
                account: '4040',
                corrects_line_no: 1,
                from_deferred: fromDeferred,
                from_deferred_base: base,
              },
            ],
          },
        ])}::jsonb)`.execute(tx);
        throw new Error('was let through');
      });
    expect(await planted(null)).toBe('deferred_first');
    expect(await planted('499')).toBe('deferred_first');
    expect(await planted('500', '499')).toBe('deferred_first');
    expect(await planted('501')).toBe('invoice_lines_from_deferred_check');
    expect(await planted('500')).toBe('was let through');
  });
});
