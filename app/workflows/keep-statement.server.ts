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
import type { StatementAsked } from '#app/modules/statements/queries/get-statement.server.ts';
import type { GroupStatement, Statement } from '#app/modules/statements/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import type { StoredFile } from '#app/platform/storage/file-store.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import type { ProduceRefusal, Producer } from './produce-document.server.ts';
import { type ReadStatement, readStatement, type StatementWanted, totalsOf } from './read-kept-statement.server.ts';
import { renderGroupStatement, renderStatement } from './render-statement.server.ts';

type Asked = StatementAsked & { readonly knownAt: Seal };

/**
 * Keeps a statement as known at its seal: the PDF with its digest, and the seal, so that it can be run again byte for byte
 * and compared with what was learned since. Kept twice it is there once. Takes no locks; writes `statement.kept`.
 */
export const keepStatement = (
  outside: Producer,
  actor: Actor,
  { form = 'balance_forward', ...asked }: Asked,
  moment: Moment,
): Promise<Result<{ isNew: boolean }, ProduceRefusal>> => keep(outside, actor, { ...asked, form }, moment);

/** Keeps a group's statement for its parent, in the same way; refuses `unknown` for who is parent of nobody. */
export const keepGroupStatement = (
  outside: Producer,
  actor: Actor,
  { form = 'balance_forward', ...asked }: Omit<Asked, 'currency'>,
  moment: Moment,
): Promise<Result<{ isNew: boolean }, ProduceRefusal>> =>
  keep(outside, actor, { ...asked, form, currency: null }, moment);

async function keep(
  outside: Producer,
  actor: Actor,
  wanted: StatementWanted,
  moment: Moment,
): Promise<Result<{ isNew: boolean }, ProduceRefusal>> {
  const read = await readStatement(outside.db, wanted);
  const made = read ? await makeStatement(outside, wanted, read) : refuse({ code: 'unknown' as const });
  if (!made.ok) return made;
  return inTransaction(outside.db, async (tx) => ok({ isNew: await storeStatement(tx, actor, made.value, moment) }));
}

/** A statement's file, written to the store and not noted yet. */
export type MadeStatement = {
  readonly customerId: string;
  readonly facts: StatementFacts;
  readonly fileName: string;
  readonly file: StoredFile;
  readonly closings: readonly string[];
};

/** Renders a statement that was read and writes its file. Rejects with PdfError where it cannot be rendered. */
export async function makeStatement(
  outside: Producer,
  { customerId, currency, fromOn, toOn, knownAt, form }: StatementWanted,
  read: ReadStatement,
): Promise<Result<MadeStatement, ProduceRefusal>> {
  const customer = await getCustomer(outside.db, customerId);
  if (!customer) return refuse({ code: 'unknown' });
  const isGroup = read.of === 'group';
  const bytes = isGroup
    ? await renderGroupStatement(outside, read.statement)
    : await renderStatement(outside, read.statement);
  const file = await outside.files.put(bytes);
  if (!file.ok) return refuse({ code: 'disk-full' });
  return ok({
    ...{ customerId, file: file.value },
    facts: { currency, fromOn, toOn, sealNo: knownAt.sealNo, isOpenItem: form === 'open_item' },
    fileName: isGroup
      ? groupFileName(read.statement, 'pdf')
      : statementFileName({ statement: read.statement, customerNumber: customer.number }, 'pdf'),
    closings: totalsOf(read).map((total) => `${isGroup ? `${total.currency} ` : ''}${total.closingMinor}`),
  });
}

/** Notes a made statement as a document; false when it was kept already. Writes `statement.kept`. */
export async function storeStatement(tx: Tx, actor: Actor, made: MadeStatement, moment: Moment): Promise<boolean> {
  const { customerId, facts, fileName, file } = made;
  const isNew = await storeDocument(
    tx,
    {
      ...{ kind: facts.currency === null ? 'group_statement' : 'statement', customerId, statement: facts },
      ...{ invoiceId: null, paymentId: null },
      ...{ fileName, mediaType: 'application/pdf', sha256: file.sha256, sizeBytes: file.size },
    },
    moment,
  );
  const after = { ...facts, sealNo: facts.sealNo.toString(), closingMinor: made.closings.join(', ') };
  const about = { subjectKind: 'customer', subjectId: customerId, customerId };
  if (isNew) await writeAudit(tx, actor, [{ action: 'statement.kept', ...about, after }]);
  return isNew;
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
  return `${statement.form === 'open_item' ? 'open-items' : 'statement'}_${number}_${statement.fromOn}_${statement.toOn}_${statement.currency}${known}.${ending}`;
}

/** The name of a group's statement: it holds every currency, so none is named. */
export const groupFileName = ({ form, parent, fromOn, toOn, knownAt }: GroupStatement, ending: string): string =>
  `group-${form === 'open_item' ? 'open-items' : 'statement'}_${inFileName(parent.number)}_${fromOn}_${toOn}_seal-${knownAt.sealNo}.${ending}`;

const inFileName = (text: string): string => text.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
