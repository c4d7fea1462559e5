import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { currentTerms } from '../queries/current-terms.server.ts';
import { compareTerms } from '../rules/compare-terms.ts';
import type { ContractId, ContractRefusal, ContractTerms, WantedTerms } from '../types.ts';
import { checkProposal } from './check-proposal.server.ts';

export type ProposedVersion = { readonly contractId: ContractId; readonly number: string; readonly versionNo: number };
type Row = { id: ContractId; customerId: string; number: string; versionNo: number };

/**
 * Proposes a new contract as its version 1. Nothing is billed by it until a second person approves. Locks the customer; refuses
 * one that is not there or is archived, and everything checkProposal finds.
 */
export async function proposeContract(
  tx: Tx,
  actor: Actor,
  input: { readonly customerId: string; readonly wanted: WantedTerms; readonly reason: string },
  moment: Moment,
): Promise<Result<ProposedVersion, ContractRefusal>> {
  const { customerId, wanted } = input;
  const customer = await tx
    .selectFrom('customers')
    .select('id')
    .where('id', '=', customerId)
    .where('archived_at', 'is', null)
    .forKeyShare()
    .executeTakeFirst();
  if (!customer) return refuse({ code: 'customer-unknown' });
  const holdsFromOn = wanted.startsOn;
  const checked = await checkProposal(tx, { customerId, wanted, holdsFromOn, current: null, lastLineNo: 0 });
  if (!checked.ok) return checked;
  const { lines: _, ...terms } = checked.value;
  const contract = await tx
    .insertInto('contracts')
    .values({
      ...{ id: newId<ContractId>(), customer_id: customerId, title: terms.title, currency: terms.currency },
      ...{ po_number: terms.poNumber, invoice_per: terms.invoicePer, terms_days: terms.termsDays },
      terms_from: terms.termsFrom ?? 'document',
      ...{ starts_on: terms.startsOn, ends_on: terms.endsOn, created_at: moment.now },
    })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow();
  const row: Row = { id: contract.id as ContractId, number: contract.number, customerId, versionNo: 1 };
  return writeVersion(
    tx,
    actor,
    { row, terms: checked.value, before: null, holdsFromOn, reason: input.reason },
    moment,
  );
}

/**
 * Proposes a contract as it should be from a day on, whole; what holds stays in force until a second person approves. Locks the
 * contract; refuses while another proposal waits, when nothing would change, and everything checkProposal finds.
 */
export async function proposeVersion(
  tx: Tx,
  actor: Actor,
  input: {
    readonly contractId: ContractId;
    readonly wanted: WantedTerms;
    readonly holdsFromOn: PlainDate;
    readonly reason: string;
  },
  moment: Moment,
): Promise<Result<ProposedVersion, ContractRefusal>> {
  const { contractId, wanted } = input;
  const locked = await lockForProposal(tx, contractId);
  if (!locked.ok) return locked;
  const { contract, lastLineNo } = locked.value;
  const terms = await currentTerms(tx, contractId);
  const holdsFromOn = terms ? input.holdsFromOn : wanted.startsOn;
  const current = terms ? { contractId, terms } : null;
  const checked = await checkProposal(tx, {
    ...{ customerId: contract.customerId, wanted, holdsFromOn },
    current,
    lastLineNo,
  });
  if (!checked.ok) return checked;
  if (terms && compareTerms(terms, checked.value).length === 0) return refuse({ code: 'nothing-changed' });
  return writeVersion(
    tx,
    actor,
    { row: contract, terms: checked.value, before: terms, holdsFromOn, reason: input.reason },
    moment,
  );
}

/** The contract, locked, with the number its next version gets; refuses while one waits. */
async function lockForProposal(
  tx: Tx,
  contractId: ContractId,
): Promise<Result<{ contract: Row; lastLineNo: number }, ContractRefusal>> {
  const found = await tx
    .selectFrom('contracts')
    .select(['id', 'customer_id as customerId', 'number'])
    .where('id', '=', contractId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!found) return refuse({ code: 'not-found' });
  const versions = await tx
    .selectFrom('contract_versions')
    .select(['version_no', 'state', 'proposed_by_name'])
    .where('contract_id', '=', contractId)
    .orderBy('version_no', 'desc')
    .execute();
  const waiting = versions.find((version) => version.state === 'waiting');
  if (waiting)
    return refuse({ code: 'version-waiting', versionNo: waiting.version_no, byName: waiting.proposed_by_name });
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(line_no), 0)::int as last from contract_lines where contract_id = ${contractId}`.execute(tx);
  const versionNo = (versions[0]?.version_no ?? 0) + 1;
  return ok({ contract: { ...found, id: contractId, versionNo }, lastLineNo: rows[0]?.last ?? 0 });
}

type Written = {
  readonly row: Row;
  readonly terms: ContractTerms;
  readonly before: ContractTerms | null;
  readonly holdsFromOn: PlainDate;
  readonly reason: string;
};

async function writeVersion(
  tx: Tx,
  actor: Actor,
  { row, terms, before, holdsFromOn, reason }: Written,
  { now }: Moment,
): Promise<Result<ProposedVersion, ContractRefusal>> {
  if (actor.kind !== 'staff' || actor.id === null) return refuse({ code: 'not-staff' });
  const { id: contractId, customerId, number, versionNo } = row;
  try {
    await tx
      .insertInto('contract_versions')
      .values({
        ...{ contract_id: contractId, version_no: versionNo, customer_id: customerId, terms: JSON.stringify(terms) },
        ...{ holds_from_on: holdsFromOn, reason: reason.trim() },
        ...{ proposed_by: actor.id, proposed_by_name: actor.name, proposed_at: now },
      })
      .execute();
  } catch (error) {
    // Another proposal came first between the look and the write; the refusal rolls this one back.
    if (constraintOf(error) === 'contract_versions_one_waiting_unique')
      return refuse({ code: 'version-waiting', versionNo, byName: '' });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{ action: 'contract.proposed', subjectKind: 'contract', subjectId: contractId, customerId },
    ...{ before: null, after: { number, versionNo, holdsFromOn, differences: compareTerms(before, terms) } },
    reason: reason.trim(),
  });
  return ok({ contractId, number, versionNo });
}
