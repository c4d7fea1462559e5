import { beforeAll, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { longRun, timeAllowed } from '#tests/support/long-run.ts';
import { aCustomer, anInvoice, CLERK, issue, receive, residual, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const CLIENTS = 16;
const ROUNDS = process.env.TALLYSTICK_LONG ? 600 : 12;

beforeAll(() => setUpCompany(database.current.owner.db));

it('sixteen clients applying the same payment at once never over-apply it, and each round has a winner', {
  timeout: timeAllowed(30_000),
}, async () => {
  const long = longRun('apply-race', 'races', ROUNDS);
  const db = database.current.staff.db;
  for (let round = 0; round < ROUNDS; round += 1) {
    const customerId = await aCustomer(db);
    const invoices = await Promise.all(
      [3_000n, 3_000n, 3_000n].map((amount) => issue(db, anInvoice(customerId, amount))),
    );
    const payment = await receive(db, customerId, 5_000n);
    const results = await Promise.all(
      Array.from({ length: CLIENTS }, (_, client) => {
        const invoice = invoices[client % invoices.length]!;
        const effectiveOn = plainDate('2026-04-05');
        // Half come through the command that locks the customer, half straight at the ledger, where only the law stands.
        return inTransaction<unknown, unknown>(db, (tx) =>
          client % 2 === 0
            ? applyPayment(tx, CLERK, {
                creditItemId: payment.openItemId,
                how: { kind: 'chosen', allocations: [{ itemId: invoice.openItemId, amountMinor: 2_000n }] },
                effectiveOn,
              })
            : applyItems(tx, CLERK, {
                applications: [
                  {
                    customerId,
                    creditItemId: payment.openItemId,
                    debitItemId: invoice.openItemId,
                    amountMinor: 2_000n,
                    effectiveOn,
                  },
                ],
              }),
        );
      }),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(2);
    expect(await residual(db, payment.openItemId)).toBe(1_000n);
    long.done();
  }
  long.finish({ clients: CLIENTS });
});
