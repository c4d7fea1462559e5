import { assert } from '#app/kernel/assert.ts';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { groupMembers } from '#app/modules/customers/queries/group-members.server.ts';
import { storeDocument } from '#app/modules/documents/commands/store-document.server.ts';
import type { StatementFacts } from '#app/modules/documents/types.ts';
import { findSeal } from '#app/modules/ledger/queries/seals.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { getGroupStatement } from '#app/modules/statements/queries/get-group-statement.server.ts';
import { getStatement, type StatementAsked } from '#app/modules/statements/queries/get-statement.server.ts';
import type { GroupStatement, Statement } from '#app/modules/statements/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import type { ProduceRefusal, Producer } from './produce-document.server.ts';
import { renderGroupStatement, renderStatement } from './render-statement.server.ts';

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
  return keep(outside, actor, {
    kind: 'statement',
    ...{ customerId: customer.id, bytes: await renderStatement(outside, statement), moment },
    fileName: statementFileName({ statement, customerNumber: customer.number }, 'pdf'),
    facts: { ...rangeOf(asked), currency: asked.currency },
    closings: [statement.closingMinor.toString()],
  });
}

/** Keeps a group's statement for its parent, in the same way; refuses `unknown` for who is parent of nobody. */
export async function keepGroupStatement(
  outside: Producer,
  actor: Actor,
  asked: Omit<Asked, 'currency'>,
  moment: Moment,
): Promise<Result<{ isNew: boolean }, ProduceRefusal>> {
  const members = await groupMembers(outside.db, asked.customerId);
  if (members.length === 0) return refuse({ code: 'unknown' });
  const { fromOn, toOn, knownAt } = asked;
  const wanted = { members, fromOn, toOn, knownAt };
  const statement = await getGroupStatement((_, read) => read(outside.db), wanted);
  return keep(outside, actor, {
    kind: 'group_statement',
    ...{ customerId: asked.customerId, bytes: await renderGroupStatement(outside, statement), moment },
    fileName: groupFileName(statement, 'pdf'),
    facts: { ...rangeOf(asked), currency: null },
    closings: statement.parts.map((part) => `${part.currency} ${part.total.closingMinor}`),
  });
}

const rangeOf = ({ fromOn, toOn, knownAt }: Pick<Asked, 'fromOn' | 'toOn' | 'knownAt'>) => ({
  ...{ fromOn, toOn, sealNo: knownAt.sealNo },
});

type ToKeep = {
  readonly kind: 'statement' | 'group_statement';
  readonly customerId: string;
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly facts: StatementFacts;
  readonly closings: readonly string[];
  readonly moment: Moment;
};

async function keep(outside: Producer, actor: Actor, it: ToKeep): Promise<Result<{ isNew: boolean }, ProduceRefusal>> {
  const file = await outside.files.put(it.bytes);
  if (!file.ok) return refuse({ code: 'disk-full' });
  return inTransaction(outside.db, async (tx) => {
    const { customerId, fileName, kind, facts } = it;
    const isNew = await storeDocument(
      tx,
      {
        ...{ kind, customerId, invoiceId: null, paymentId: null, statement: facts },
        ...{ fileName, mediaType: 'application/pdf', sha256: file.value.sha256, sizeBytes: file.value.size },
      },
      it.moment,
    );
    const after = { ...facts, sealNo: facts.sealNo.toString(), closingMinor: it.closings.join(', ') };
    const about = { subjectKind: 'customer', subjectId: customerId, customerId };
    if (isNew) await writeAudit(tx, actor, [{ action: 'statement.kept', ...about, after }]);
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
  const number = inFileName(customerNumber);
  const known = statement.knownAt ? `_seal-${statement.knownAt.sealNo}` : '';
  return `statement_${number}_${statement.fromOn}_${statement.toOn}_${statement.currency}${known}.${ending}`;
}

/** The name of a group's statement: it holds every currency, so none is named. */
export const groupFileName = ({ parent, fromOn, toOn, knownAt }: GroupStatement, ending: string): string =>
  `group-statement_${inFileName(parent.number)}_${fromOn}_${toOn}_seal-${knownAt.sealNo}.${ending}`;

const inFileName = (text: string): string => text.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
