import { decimal } from '#app/kernel/decimal.ts';
import type { CustomerId } from '#app/kernel/ids.ts';
import { currency } from '#app/kernel/money.ts';
import { type PlainDate, startOfMonth } from '#app/kernel/plain-date.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { addSite } from '#app/modules/contracts/commands/add-site.server.ts';
import { decideVersion } from '#app/modules/contracts/commands/decide-version.server.ts';
import { proposeContract, proposeVersion } from '#app/modules/contracts/commands/propose-version.server.ts';
import { currentTerms } from '#app/modules/contracts/queries/current-terms.server.ts';
import type { WantedLine, WantedTerms } from '#app/modules/contracts/types.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { demoDatabase } from './demo-database.ts';
import { done } from './made-things.ts';

type Named = { customerId: CustomerId; product: string; priceList: string };

/** Three lines of one product, one from the list, with a site. */
function ash(from: PlainDate, named: Named, siteId: WantedLine['siteId']): WantedTerms {
  const line = (fields: Partial<WantedLine>): WantedLine => ({
    ...{ lineNo: null, productId: named.product, description: 'Fly ash', cycle: 'monthly', anchorOn: from },
    ...{ startsOn: from, endsOn: null, timing: 'arrears', charge: 'metered', quantity: null, siteId: null },
    ...{ poNumber: '', priceListId: null, deferred: false, taxCode: null, accountCode: null },
    prices: [{ validFromOn: from, validToOn: null, scheme: { kind: 'per_unit', unitPrice: decimal('42') } }],
    ...fields,
  });
  return {
    ...{ title: 'Ash disposal', currency: currency('GBP'), poNumber: 'PO 881', invoicePer: null, termsDays: null },
    ...{ startsOn: from, endsOn: null },
    lines: [
      line({ description: 'Fly ash, weekly', cycle: 'weekly', siteId }),
      line({ description: 'Fly ash, monthly', priceListId: named.priceList, prices: [] }),
      line({ description: 'Silo rent', charge: 'recurring', quantity: decimal('2'), timing: 'advance' }),
    ],
  };
}

/** A contract in force, one with a change that waits, and one that was never approved. */
export async function someContracts(
  named: Named,
): Promise<{ contract: string; changedContract: string; newContract: string }> {
  const moment = momentIn('Europe/London');
  const { db } = demoDatabase();
  const [clerk, manager] = [await aColleague(db, 'billing_clerk'), await aColleague(db, 'manager')];
  const { customerId } = named;
  const site = { customerId, code: `N-${process.pid}`, name: 'North gate', addressLines: ['Gate 4'] };
  const { siteId } = await done((tx) => addSite(tx, SYSTEM, site));
  const wanted = ash(startOfMonth(moment.today), named, siteId);
  const propose = () => done((tx) => proposeContract(tx, clerk, { customerId, wanted, reason: '' }, moment));
  const approve = async ({ contractId }: Awaited<ReturnType<typeof propose>>) => {
    const decision = { contractId, versionNo: 1, decision: 'approve', note: '' } as const;
    await done((tx) => decideVersion(tx, manager, decision, moment));
    return contractId;
  };
  const contract = await approve(await propose());
  const changedContract = await approve(await propose());
  const terms = (await currentTerms(db, changedContract))!;
  const lines = terms.lines.map((line) => ({ ...line, poNumber: 'PO 900' }));
  const change = { contractId: changedContract, wanted: { ...terms, lines }, holdsFromOn: moment.today };
  await done((tx) => proposeVersion(tx, clerk, { ...change, reason: 'New order number' }, moment));
  const { contractId: newContract } = await propose();
  return { contract, changedContract, newContract };
}
