import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, on, receive, residual, setUpCompany } from '#tests/support/people.ts';
import { applyItems } from './apply-items.server.ts';
import { placeHolds } from './place-holds.server.ts';
import { postEntries } from './post-entries.server.ts';
import { releaseHolds } from './release-holds.server.ts';
import { reverseApplications } from './reverse-applications.server.ts';

const database = useDatabase();
let customerId: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  customerId = await aCustomer(database.current.staff.db);
});

const law = (error: unknown) => (error as { constraint?: string }).constraint;
const broken = (statement: string, values: unknown[] = [], role: 'owner' | 'staff' | 'worker' = 'owner') =>
  database.current[role].pool.query(statement, values).then(
    () => 'accepted',
    (error) => law(error) ?? (error as { code: string }).code,
  );

/** Plants rows as the superuser, below every command, inside one transaction that is always rolled back. */
async function plant(statements: [string, unknown[]][]): Promise<string> {
  const client = await database.current.owner.pool.connect();
  try {
    await client.query('begin');
    for (const [text, values] of statements) await client.query(text, values);
    await client.query('set constraints all immediate');
    return 'accepted';
  } catch (error) {
    return law(error) ?? String((error as { code: string }).code);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const entry = (id: string) =>
  [
    `insert into entries (id, kind, effective_on, value_on) values ($1, 'invoice', '2026-04-01', '2026-04-01')`,
    [id],
  ] as [string, unknown[]];
const lines = (id: string, rows: [string, string | null, string, number, number][]): [string, unknown[]] => [
  `insert into entry_lines (entry_id, line_no, account_code, customer_id, currency, amount_minor, base_minor) values ${rows
    .map((_, i) => `($1, ${i + 1}, $${i * 5 + 2}, $${i * 5 + 3}, $${i * 5 + 4}, $${i * 5 + 5}, $${i * 5 + 6})`)
    .join(', ')}`,
  [id, ...rows.flat()],
];

describe('an entry', () => {
  it('that does not balance is refused by the database, whoever inserts it', async () => {
    const id = randomUUID();
    expect(
      await plant([
        entry(id),
        lines(id, [
          ['1010', null, 'GBP', 100, 100],
          ['4000', null, 'GBP', -99, -100],
        ]),
      ]),
    ).toBe('entry_balances');
    expect(
      await plant([
        entry(id),
        lines(id, [
          ['1010', null, 'GBP', 100, 100],
          ['4000', null, 'USD', -100, -100],
        ]),
      ]),
    ).toBe('entry_balances');
    expect(
      await plant([
        entry(id),
        lines(id, [
          ['1010', null, 'USD', 100, 80],
          ['4000', null, 'USD', -100, -79],
        ]),
      ]),
    ).toBe('entry_balances');
    expect(
      await plant([
        entry(id),
        lines(id, [
          ['1010', null, 'GBP', 100, 100],
          ['4000', null, 'GBP', -100, -100],
        ]),
      ]),
    ).toBe('accepted');
  });

  it('that does not balance is refused through post_entries too', async () => {
    const attempt = inTransaction(database.current.staff.db, async (tx) => {
      await postEntries(tx, [
        {
          id: randomUUID(),
          kind: 'payment',
          sourceId: randomUUID(),
          effectiveOn: plainDate('2026-04-01'),
          memo: '',
          lines: [
            { account: '1010', currency: GBP, amountMinor: 100n, baseMinor: 100n },
            { account: '4000', currency: GBP, amountMinor: -90n, baseMinor: -90n },
          ],
        },
      ]);
      return { ok: true, value: undefined };
    });
    await expect(attempt).rejects.toMatchObject({ constraint: 'entry_balances' });
  });

  it('cannot touch receivables without a customer', async () => {
    const id = randomUUID();
    expect(
      await plant([
        entry(id),
        lines(id, [
          ['1100', null, 'GBP', 1, 1],
          ['4000', null, 'GBP', -1, -1],
        ]),
      ]),
    ).toBe('entry_lines_receivables_have_customer_check');
  });

  it('is written by nobody but post_entries', async () => {
    const insert = `insert into entries (id, kind, effective_on, value_on) values (gen_random_uuid(), 'invoice', '2026-04-01', '2026-04-01')`;
    expect(await broken(insert, [], 'staff')).toBe('42501');
    expect(await broken(insert, [], 'worker')).toBe('42501');
    expect(await broken('select take_numbers($1, 1)', ['INV'], 'staff')).toBe('42501');
  });
});

describe('history', () => {
  it('is never changed or deleted, not even by the owner', async () => {
    await issue(database.current.staff.db, anInvoice(customerId, 1_000n));
    for (const table of [
      'entries',
      'entry_lines',
      'applications',
      'holds',
      'hold_releases',
      'invoices',
      'invoice_lines',
      'invoice_taxes',
      'payments',
      'documents',
      'audit_records',
    ]) {
      expect(await broken(`delete from ${table}`), table).toBe('append_only');
      expect(await broken(`truncate ${table} cascade`), table).toBe('append_only');
      expect(await broken(`delete from ${table}`, [], 'staff'), table).toBe('42501');
    }
    expect(await broken(`update invoices set gross_minor = 1`)).toBe('append_only');
    expect(await broken(`update entry_lines set amount_minor = 1`)).toBe('append_only');
    expect(await broken(`update open_items set amount_minor = amount_minor + 1`)).toBe('append_only');
    expect(await broken(`update open_items set residual_minor = 0`, [], 'staff')).toBe('42501');
  });
});

describe('an open item', () => {
  it('that is not its ledger line is refused', async () => {
    const id = randomUUID();
    const item = (amount: number, side: string): [string, unknown[]] => [
      `insert into open_items (id, entry_id, line_no, customer_id, side, kind, source_id, currency, amount_minor, base_minor, residual_minor, effective_on, due_on)
       values (gen_random_uuid(), $1, 1, $2, $3, 'invoice', gen_random_uuid(), 'GBP', $4, 100, $4, '2026-04-01', '2026-04-30')`,
      [id, customerId, side, amount],
    ];
    const posted = [
      entry(id),
      lines(id, [
        ['1100', customerId, 'GBP', 100, 100],
        ['4000', null, 'GBP', -100, -100],
      ]),
    ];
    expect(await plant([...posted, item(99, 'debit')])).toBe('item_matches_line');
    expect(await plant([...posted, item(100, 'credit')])).toBe('item_matches_line');
    expect(await plant([...posted, item(100, 'debit')])).toBe('accepted');
  });
});

describe('an application', () => {
  const apply = (credit: string, debit: string, amountMinor: bigint, day: string) =>
    inTransaction(database.current.staff.db, (tx) =>
      applyItems(tx, CLERK, {
        applications: [
          { customerId, creditItemId: credit, debitItemId: debit, amountMinor, effectiveOn: plainDate(day) },
        ],
      }),
    );

  it('is never beyond the payment or the invoice', async () => {
    const invoice = await issue(database.current.staff.db, anInvoice(customerId, 10_000n));
    const payment = await receive(database.current.staff.db, customerId, 6_000n);
    expect(await apply(payment.openItemId, invoice.openItemId, 6_001n, '2026-04-05')).toEqual({
      ok: false,
      refusal: { code: 'over-application' },
    });
    expect((await apply(payment.openItemId, invoice.openItemId, 6_000n, '2026-04-05')).ok).toBe(true);
    expect(await apply(payment.openItemId, invoice.openItemId, 1n, '2026-04-05')).toEqual({
      ok: false,
      refusal: { code: 'over-application' },
    });
    expect(await residual(database.current.staff.db, invoice.openItemId)).toBe(4_000n);
    expect(await residual(database.current.staff.db, payment.openItemId)).toBe(0n);
  });

  it('is not beyond the amount at any effective date: applied 5 April, undone 10 April, 7 April stays taken', async () => {
    const invoice = await issue(database.current.staff.db, anInvoice(customerId, 10_000n));
    const payment = await receive(database.current.staff.db, customerId, 10_000n);
    const first = await apply(payment.openItemId, invoice.openItemId, 10_000n, '2026-04-05');
    if (!first.ok) throw new Error('not applied');
    const undo = await inTransaction(database.current.staff.db, (tx) =>
      reverseApplications(tx, CLERK, {
        applicationIds: first.value,
        effectiveOn: plainDate('2026-04-10'),
        reason: 'wrong invoice',
      }),
    );
    expect(undo).toMatchObject({ ok: true, value: { reversedMinor: 10_000n } });
    expect(await apply(payment.openItemId, invoice.openItemId, 10_000n, '2026-04-07')).toEqual({
      ok: false,
      refusal: { code: 'over-application' },
    });
    expect((await apply(payment.openItemId, invoice.openItemId, 10_000n, '2026-04-10')).ok).toBe(true);
  });

  it('is undone once', async () => {
    const invoice = await issue(database.current.staff.db, anInvoice(customerId, 500n));
    const payment = await receive(database.current.staff.db, customerId, 500n);
    const done = await apply(payment.openItemId, invoice.openItemId, 500n, '2026-04-05');
    if (!done.ok) throw new Error('not applied');
    const undo = () =>
      inTransaction(database.current.staff.db, (tx) =>
        reverseApplications(tx, CLERK, {
          applicationIds: done.value,
          effectiveOn: on('2026-04-06').today,
          reason: 'test',
        }),
      );
    expect((await undo()).ok).toBe(true);
    expect(await undo()).toEqual({ ok: false, refusal: { code: 'already-reversed' } });
  });

  it('joins one customer and currency, on a date not before either item', async () => {
    const other = await aCustomer(database.current.staff.db);
    const theirs = await issue(database.current.staff.db, anInvoice(other, 1_000n));
    const ours = await issue(database.current.staff.db, anInvoice(customerId, 1_000n));
    const payment = await receive(database.current.staff.db, customerId, 1_000n, '2026-04-05');
    expect(await apply(payment.openItemId, theirs.openItemId, 100n, '2026-04-05')).toEqual({
      ok: false,
      refusal: { code: 'does-not-fit' },
    });
    expect(await apply(payment.openItemId, ours.openItemId, 100n, '2026-04-04')).toEqual({
      ok: false,
      refusal: { code: 'does-not-fit' },
    });
    expect(await apply(ours.openItemId, payment.openItemId, 100n, '2026-04-05')).toEqual({
      ok: false,
      refusal: { code: 'does-not-fit' },
    });
  });

  it('planted below the commands is refused by the database itself', async () => {
    const invoice = await issue(database.current.staff.db, anInvoice(customerId, 1_000n));
    const payment = await receive(database.current.staff.db, customerId, 5_000n);
    const insert = (amount: number): [string, unknown[]] => [
      `insert into applications (id, customer_id, credit_item_id, debit_item_id, amount_minor, effective_on) values (gen_random_uuid(), $1, $2, $3, $4, '2026-04-05')`,
      [customerId, payment.openItemId, invoice.openItemId, amount],
    ];
    expect(await plant([insert(1_001)])).toBe('over_application');
    expect(await plant([insert(600), insert(600)])).toBe('over_application');
    expect(await plant([insert(-100)])).toBe('applications_reversal_is_negative_check');
    expect(await plant([insert(600), insert(400)])).toBe('accepted');
  });
});

describe('a hold', () => {
  const hold = (itemId: string, amountMinor: bigint) =>
    inTransaction(database.current.staff.db, (tx) =>
      placeHolds(tx, CLERK, {
        holds: [
          {
            customerId,
            itemId,
            kind: 'legal',
            amountMinor,
            reason: 'short delivery',
            effectiveOn: plainDate('2026-04-06'),
          },
        ],
      }),
    );

  it('never exceeds its item, and stands only on what is owed', async () => {
    const invoice = await issue(database.current.staff.db, anInvoice(customerId, 1_000n));
    const payment = await receive(database.current.staff.db, customerId, 1_000n);
    const first = await hold(invoice.openItemId, 700n);
    expect(first.ok).toBe(true);
    expect(await hold(invoice.openItemId, 301n)).toEqual({ ok: false, refusal: { code: 'hold-does-not-fit' } });
    expect(await hold(payment.openItemId, 1n)).toEqual({ ok: false, refusal: { code: 'hold-does-not-fit' } });
    const release = () =>
      inTransaction(database.current.staff.db, async (tx) => ({
        ok: true as const,
        value: await releaseHolds(tx, CLERK, {
          holdIds: first.ok ? first.value : [],
          reason: 'answered',
          effectiveOn: plainDate('2026-04-08'),
        }),
      }));
    expect(await release()).toEqual({ ok: true, value: 1 });
    expect(await release()).toEqual({ ok: true, value: 0 });
    expect((await hold(invoice.openItemId, 1_000n)).ok).toBe(true);
  });

  it('cannot be doubled by two people at once', async () => {
    const invoice = await issue(database.current.staff.db, anInvoice(customerId, 1_000n));
    const results = await Promise.all([1, 2, 3, 4].map(() => hold(invoice.openItemId, 600n)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it('rolls back what the command did before it', async () => {
    const before = await database.current.staff.db
      .selectFrom('customers')
      .select((eb) => eb.fn.countAll<bigint>().as('n'))
      .executeTakeFirstOrThrow();
    const result = await inTransaction(database.current.staff.db, async (tx) => {
      await tx.insertInto('customers').values({ number: 'GONE', name: 'Gone', currency: 'GBP' }).execute();
      return { ok: false, refusal: 'changed my mind' } as const;
    });
    expect(result).toEqual({ ok: false, refusal: 'changed my mind' });
    const after = await database.current.staff.db
      .selectFrom('customers')
      .select((eb) => eb.fn.countAll<bigint>().as('n'))
      .executeTakeFirstOrThrow();
    expect(after.n).toBe(before.n);
  });
});
