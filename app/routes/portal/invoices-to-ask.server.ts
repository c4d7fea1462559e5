import { listInvoices } from '#app/modules/invoicing/queries/list-invoices.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { Asker } from './dispute-asker.server.ts';

const SHOWN = 25;

/** The newest invoices, to choose the one that something is wrong with; of one currency where the address names it. */
export async function invoicesToAskAbout({ scope, customerId, company, moment }: Asker, url: URL) {
  const wanted = url.searchParams.get('currency');
  const listed = await readAsPortal(portalDb(), scope, (db) =>
    listInvoices(db, { customerId, view: 'all', today: moment.today, limit: SHOWN * 2 }),
  );
  const rows = listed.rows.filter((row) => row.kind !== 'credit_note' && (!wanted || row.currency === wanted));
  return {
    company: company.name,
    invoices: rows.slice(0, SHOWN).map(({ id, number, title, currency, leftMinor, documentOn }) => ({
      ...{ id, number, title, currency, leftMinor, documentOn },
    })),
  };
}
