import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { decideApproval } from '#app/modules/approvals/commands/decide-approval.server.ts';
import { recordEffect } from '#app/modules/approvals/commands/record-effect.server.ts';
import { requestApproval } from '#app/modules/approvals/commands/request-approval.server.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { closePeriod } from '#app/modules/ledger/commands/close-period.server.ts';
import { placeHolds } from '#app/modules/ledger/commands/place-holds.server.ts';
import { releaseHolds } from '#app/modules/ledger/commands/release-holds.server.ts';
import { proveLaws } from '#app/modules/ledger/queries/prove-laws.server.ts';
import { sealHead } from '#app/modules/ledger/queries/seal-heads.server.ts';
import type { LawResult, SealHead } from '#app/modules/ledger/types.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { longRun, timeAllowed } from '#tests/support/long-run.ts';
import { aCustomer, anInvoice, CLERK, issue, on, receive, setUpCompany } from '#tests/support/people.ts';
import { runSeed } from '#tests/support/run-seed.ts';
import { sealAll } from '#tests/support/sealed.ts';
import { type Change, type Named, TAMPERINGS, type Tampering } from '#tests/support/tampering.ts';
import { SQL_DIR } from '#tests/support/template.ts';

/**
 * Two hundred random changes to a sealed history by a database superuser with triggers off: update, delete, insert,
 * reorder, cut tail, rewritten chain. `verify` must find each one and name the row or the seal.
 */
const database = useDatabase();
/** All two hundred in the long run; a part of each kind every time. */
const PART = process.env.TALLYSTICK_LONG ? 1 : 0.25;
const runsOf = (share: number) => Math.ceil(share * PART);
const DAY = plainDate('2026-04-10');
const db = () => database.current.staff.db;
let head: SealHead;

async function history(round: number): Promise<void> {
  const customerId = await aCustomer(db());
  const invoices = [];
  for (const amount of [120_00n, 75_50n])
    invoices.push(await issue(db(), anInvoice(customerId, amount + BigInt(round))));
  const payment = await receive(db(), customerId, 100_00n);
  const [creditItemId, debitItemId] = [payment.openItemId, invoices[0]!.openItemId];
  const applications = [{ creditItemId, debitItemId, customerId, amountMinor: 40_00n, effectiveOn: DAY }];
  await inTransaction(db(), (tx) => applyItems(tx, CLERK, { applications }));
  const hold = {
    itemId: invoices[1]!.openItemId,
    customerId,
    kind: 'legal',
    amountMinor: 10_00n,
    reason: 'weight',
    effectiveOn: DAY,
  } as const;
  await inTransaction(db(), async (tx) => {
    const placed = await placeHolds(tx, CLERK, { holds: [hold] });
    if (!placed.ok) throw new Error(placed.refusal.code);
    await releaseHolds(tx, CLERK, { holdIds: placed.value, reason: 'agreed', effectiveOn: DAY });
    return placed;
  });
  const back = await receive(db(), customerId, 33_00n);
  await inTransaction(db(), (tx) =>
    reversePayment(tx, CLERK, { paymentId: back.id, reason: 'came back', effectiveOn: DAY }, on('2026-04-10')),
  );
  await sql`insert into documents (customer_id, kind, invoice_id, file_name, media_type, sha256, size_bytes, produced_at)
    values (${customerId}, 'invoice', ${invoices[0]!.id}, ${`${invoices[0]!.number}.pdf`}, 'application/pdf', ${'ab'.repeat(32)}, 900, now())`.execute(
    db(),
  );
}

async function decisions(round: number): Promise<void> {
  const [clerk, controller] = [await aColleague(db(), 'billing_clerk'), await aColleague(db(), 'controller')];
  const request = {
    kind: 'credit_note',
    subjectKind: 'invoice',
    subjectId: await aCustomer(db()),
    currency: 'GBP',
    amountMinor: 600_00n,
    baseMinor: 600_00n,
  } as const;
  const asked = await inTransaction(db(), (tx) =>
    requestApproval(
      tx,
      clerk,
      { ...request, summary: `Credit note ${round}`, reason: 'wrong price', payload: {} },
      on('2026-04-10'),
    ),
  );
  if (!asked.ok) throw new Error(asked.refusal.code);
  const decision = { approvalId: asked.value.approvalId, decision: 'approve', note: '' } as const;
  const decided = await inTransaction(db(), async (tx) => {
    const result = await decideApproval(tx, controller, decision, on('2026-04-10'));
    if (result.ok) await recordEffect(tx, decision.approvalId, { number: `CN-${round}` });
    return result;
  });
  expect(decided.ok).toBe(true);
  const close = { kind: 'posting', monthOn: plainDate(`2025-0${round + 1}-01`) } as const;
  expect((await inTransaction(db(), (tx) => closePeriod(tx, controller, close, on('2026-04-10')))).ok).toBe(true);
}

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  for (let round = 0; round < 4; round += 1) {
    await history(round);
    await sealAll(db());
    await decisions(round);
    await sealAll(db());
  }
  head = await sealHead(db());
});

const prove = (reader: Parameters<typeof proveLaws>[0]) => proveLaws(reader, { sqlDir: SQL_DIR, heads: [head] });

const names = (laws: readonly LawResult[], named: Named): boolean =>
  laws.some((law) =>
    'law' in named
      ? law.law === named.law && law.differences > 0
      : law.rows.some((row) =>
          'sealNo' in named
            ? row.fault && row.seal_no === named.sealNo
            : row.family === named.family && row.row_id === named.id,
        ),
  );

class RolledBack extends Error {}

/** Makes a change as superuser with triggers off, proves, and takes it back. Undefined when a constraint refused it. */
async function tamperAndProve(change: Change) {
  let made: Tampering | undefined;
  let laws: readonly LawResult[] = [];
  await database.current.owner.db
    .transaction()
    .execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      made = await change(tx);
      if (made) laws = (await prove(tx)).laws;
      throw new RolledBack();
    })
    .catch((error: unknown) => {
      const code = (error as { code?: string }).code ?? '';
      // Class 23: not null, unique and check constraints hold for a superuser too. Nothing was changed then.
      if (!(error instanceof RolledBack) && !(code.startsWith('23') && !made)) throw error;
    });
  return made && { made, laws };
}

it('an untouched history proves: no difference, nothing unsealed', async () => {
  const proof = await prove(db());
  expect(proof.laws.filter((law) => law.differences > 0)).toEqual([]);
  expect(proof.unsealed).toBe(0n);
});

const CHANGES = TAMPERINGS.reduce((all, { share }) => all + runsOf(share), 0);
const long = longRun('tampering', 'changes', CHANGES);

describe(`each of ${CHANGES} random changes is found and named`, () => {
  it.for(TAMPERINGS)('$kind', { timeout: timeAllowed(120_000) }, async ({ share, change }) => {
    await fc.assert(
      fc.asyncProperty(change, async (tampering) => {
        const done = await tamperAndProve(tampering);
        fc.pre(done !== undefined);
        const broken = done!.laws.filter((law) => law.differences > 0);
        for (const named of done!.made.mustName) {
          const words = `${done!.made.what}: ${JSON.stringify(named)} in ${JSON.stringify(broken)}`;
          expect(names(broken, named), words).toBe(true);
        }
        long.done();
      }),
      { numRuns: runsOf(share), seed: runSeed() },
    );
  });

  afterAll(() => long.finish({}));
});
