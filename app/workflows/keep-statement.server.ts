import { assert } from '#app/kernel/assert.ts';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { storeDocument } from '#app/modules/documents/commands/store-document.server.ts';
import type { StatementFacts } from '#app/modules/documents/types.ts';
import { findSeal } from '#app/modules/ledger/queries/seals.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { getStatement, type StatementAsked } from '#app/modules/statements/queries/get-statement.server.ts';
import type { Statement } from '#app/modules/statements/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import type { ProduceRefusal, Producer } from './produce-document.server.ts';
import { renderStatement } from './render-statement.server.ts';

type Asked = StatementAsked & { readonly knownAt: Seal };

/**
 * Keeps a statement as known at its seal: the PDF with its digest, and the seal, so that it can be run again byte for byte
 * and compared with what was learned since. Kept twice it is there once. Takes no locks; writes `statement.kept`.
 */
export async function keepStatement(
  outside: Producer,
  actor: Actor,
  asked: Asked,
  moment: Moment,
): Promise<Result<{ isNew: boolean }, ProduceRefusal>> {
  const customer = await getCustomer(outside.db, asked.customerId);
  if (!customer) return refuse({ code: 'unknown' });
  const statement = await getStatement(outside.db, asked);
  const file = await outside.files.put(await renderStatement(outside, statement));
  if (!file.ok) return refuse({ code: 'disk-full' });
  const facts: StatementFacts = {
    currency: asked.currency,
    fromOn: asked.fromOn,
    toOn: asked.toOn,
    sealNo: asked.knownAt.sealNo,
  };
  return inTransaction(outside.db, async (tx) => {
    const fileName = statementFileName({ statement, customerNumber: customer.number }, 'pdf');
    const isNew = await storeDocument(
      tx,
      {
        ...{ kind: 'statement', customerId: asked.customerId, invoiceId: null, paymentId: null, statement: facts },
        ...{ fileName, mediaType: 'application/pdf', sha256: file.value.sha256, sizeBytes: file.value.size },
      },
      moment,
    );
    if (isNew)
      await writeAudit(tx, actor, [
        {
          action: 'statement.kept',
          subjectKind: 'customer',
          subjectId: asked.customerId,
          customerId: asked.customerId,
          after: { ...facts, sealNo: facts.sealNo.toString(), closingMinor: statement.closingMinor.toString() },
        },
      ]);
    return ok({ isNew });
  });
}

type AskedByJob = Readonly<Record<'customerId' | 'currency' | 'fromOn' | 'toOn' | 'sealNo', string>>;

/** Job: keeps a statement as known at the seal it names. Run again it finds it kept. Throws while it cannot be. */
export async function keepAskedStatement(outside: Outside, asked: AskedByJob): Promise<void> {
  const knownAt = await findSeal(outside.db, BigInt(asked.sealNo));
  assert(knownAt, `there is no seal ${asked.sealNo}`);
  const range = { fromOn: plainDate(asked.fromOn), toOn: plainDate(asked.toOn), knownAt };
  const statement = { customerId: asked.customerId, currency: currency(asked.currency), ...range };
  const kept = await keepStatement(outside, SYSTEM, statement, await momentFor(outside));
  if (!kept.ok) throw new Error(`a statement of ${asked.customerId} could not be kept: ${kept.refusal.code}`);
}

/** The name of a statement's file says what it is of, and up to which seal it was known. */
export function statementFileName(named: { statement: Statement; customerNumber: string }, ending: string): string {
  const { statement, customerNumber } = named;
  const number = customerNumber.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
  const known = statement.knownAt ? `_seal-${statement.knownAt.sealNo}` : '';
  return `statement_${number}_${statement.fromOn}_${statement.toOn}_${statement.currency}${known}.${ending}`;
}
