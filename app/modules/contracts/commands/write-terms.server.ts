import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { schemeText } from '../rules/price-terms.ts';
import type { ContractId, ContractLineId, ContractTerms, LineTerms } from '../types.ts';

type Approved = {
  readonly contractId: ContractId;
  readonly customerId: string;
  readonly versionNo: number;
  readonly terms: ContractTerms;
};
type KeptPrice = {
  id: string;
  version_no: number;
  valid_from_on: string;
  valid_to_on: string | null;
  scheme: unknown;
  withdrawn_in_version: number | null;
};

/**
 * Writes approved terms into the tables a run bills by. Called with the contract locked, by decideVersion alone. Lines are
 * changed in place and never deleted; a price is cut, withdrawn or added, so that what was billed by one still names it. Old
 * lines and prices give way before new ones come: the laws look at each statement.
 */
export async function writeTerms(tx: Tx, approved: Approved): Promise<void> {
  const { contractId, versionNo, terms } = approved;
  await tx
    .updateTable('contracts')
    .set({
      ...{ title: terms.title, currency: terms.currency, po_number: terms.poNumber, invoice_per: terms.invoicePer },
      ...{
        terms_from: terms.termsFrom ?? 'document',
        terms_days: terms.termsDays,
        starts_on: terms.startsOn,
        ends_on: terms.endsOn,
      },
      ...{ state: 'active', version_no: versionNo },
    })
    .where('id', '=', contractId)
    .execute();
  const kept = await tx
    .selectFrom('contract_lines')
    .select(['id', 'line_no'])
    .where('contract_id', '=', contractId)
    .where('withdrawn_in_version', 'is', null)
    .execute();
  const ids = new Map(kept.map((line) => [line.line_no, line.id as ContractLineId]));
  const there = new Set(ids.keys());
  for (const line of terms.lines) if (!ids.has(line.lineNo)) ids.set(line.lineNo, newId<ContractLineId>());
  const wanted = new Set(terms.lines.map((line) => line.lineNo));
  for (const { id, line_no } of kept) if (!wanted.has(line_no)) await withdraw(tx, id, versionNo);
  const inPlace = terms.lines.filter((line) => there.has(line.lineNo));
  const added = terms.lines.filter((line) => !there.has(line.lineNo));
  // What is followed ends before what follows it, and before it is named by it.
  for (const line of inPlace)
    await tx.updateTable('contract_lines').set(lineColumns(line)).where('id', '=', ids.get(line.lineNo)!).execute();
  for (const line of added)
    await tx
      .insertInto('contract_lines')
      .values(newLine(line, approved, ids))
      .execute();
  for (const line of inPlace)
    if (line.replacesLineNo !== null)
      await tx
        .updateTable('contract_lines')
        .set({ replaces_id: ids.get(line.replacesLineNo) ?? null })
        .where('id', '=', ids.get(line.lineNo)!)
        .execute();
  for (const line of terms.lines) await writePrices(tx, ids.get(line.lineNo)!, line, approved);
}

const lineColumns = (line: LineTerms) => ({
  ...{ product_id: line.productId, description: line.description, cycle: line.cycle, anchor_on: line.anchorOn },
  ...{ timing: line.timing, charge: line.charge, quantity: line.quantity, site_id: line.siteId },
  ...{ po_number: line.poNumber, price_list_id: line.priceListId, starts_on: line.startsOn, ends_on: line.endsOn },
  ...{ deferred: line.deferred, tax_code: line.taxCode, account_code: line.accountCode },
});

const newLine = (line: LineTerms, { contractId, customerId }: Approved, ids: ReadonlyMap<number, ContractLineId>) => ({
  ...{ id: ids.get(line.lineNo)!, contract_id: contractId, customer_id: customerId, line_no: line.lineNo },
  ...{ replaces_id: line.replacesLineNo === null ? null : (ids.get(line.replacesLineNo) ?? null) },
  ...lineColumns(line),
});

async function withdraw(tx: Tx, lineId: string, versionNo: number): Promise<void> {
  const gone = { withdrawn_in_version: versionNo };
  await tx
    .updateTable('contract_prices')
    .set(gone)
    .where('contract_line_id', '=', lineId)
    .where('withdrawn_in_version', 'is', null)
    .execute();
  await tx.updateTable('contract_lines').set(gone).where('id', '=', lineId).execute();
}

/** Keeps the prices that stay, moves the last day of those cut, withdraws those gone and adds the new ones in order. */
async function writePrices(tx: Tx, lineId: ContractLineId, line: LineTerms, approved: Approved): Promise<void> {
  const all = await tx
    .selectFrom('contract_prices')
    .select(['id', 'version_no', 'valid_from_on', 'valid_to_on', 'scheme', 'withdrawn_in_version'])
    .where('contract_line_id', '=', lineId)
    .orderBy('version_no')
    .execute();
  const live = (all as KeptPrice[]).filter((price) => price.withdrawn_in_version === null);
  const keyOf = (from: string, scheme: unknown) => `${from} ${schemeText(scheme)}`;
  const wanted = new Map(line.prices.map((price) => [keyOf(price.validFromOn, price.scheme), price]));
  for (const price of live) {
    const stays = wanted.get(keyOf(price.valid_from_on, price.scheme));
    const change = !stays
      ? { withdrawn_in_version: approved.versionNo }
      : stays.validToOn !== price.valid_to_on
        ? { valid_to_on: stays.validToOn }
        : null;
    // A price that is to last longer waits until the one in its way has gone.
    if (change && !(stays && lasts(stays.validToOn, price.valid_to_on)))
      await tx.updateTable('contract_prices').set(change).where('id', '=', price.id).execute();
  }
  for (const price of live) {
    const stays = wanted.get(keyOf(price.valid_from_on, price.scheme));
    if (stays && lasts(stays.validToOn, price.valid_to_on))
      await tx
        .updateTable('contract_prices')
        .set({ valid_to_on: stays.validToOn })
        .where('id', '=', price.id)
        .execute();
    if (stays) wanted.delete(keyOf(price.valid_from_on, price.scheme));
  }
  let last = all.at(-1)?.version_no ?? 0;
  for (const price of wanted.values())
    await tx
      .insertInto('contract_prices')
      .values({
        ...{ contract_line_id: lineId, customer_id: approved.customerId, version_no: ++last },
        ...{ valid_from_on: price.validFromOn, valid_to_on: price.validToOn, scheme: JSON.stringify(price.scheme) },
      })
      .execute();
}

/** Whether the first end is later than the second; null is without an end. */
const lasts = (end: string | null, than: string | null): boolean => than !== null && (end === null || end > than);
