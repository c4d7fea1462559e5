import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { importPrices } from '#app/modules/catalog/commands/import-prices.server.ts';
import { importRates } from '#app/modules/currencies/commands/import-rates.server.ts';
import { importCustomers } from '#app/modules/customers/commands/import-customers.server.ts';
import type { ImportFile } from '#app/modules/files/types.ts';
import { importInvoices } from '#app/modules/invoicing/commands/import-invoices.server.ts';
import { importOpeningBalances } from '#app/modules/ledger/commands/import-opening-balances.server.ts';
import { importUsageFile } from '#app/modules/usage/commands/import-usage-file.server.ts';
import { asMapping } from '#app/modules/usage/forms.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

type Asked = { readonly actor: Actor; readonly moment: Moment; readonly takenOverOn: PlainDate };

/** The command of a file's kind, for a dry run and for the import alike. */
export function importOf(file: ImportFile, { actor, moment, takenOverOn }: Asked) {
  return (tx: Tx): Promise<Result<object, object>> => {
    switch (file.kind) {
      case 'customers':
        return importCustomers(tx, actor, file);
      case 'invoices':
        return importInvoices(tx, actor, file, moment);
      case 'opening_balances':
        return importOpeningBalances(tx, actor, { content: file.content, effectiveOn: takenOverOn }, moment);
      case 'rates':
        return importRates(tx, actor, file);
      case 'prices':
        return importPrices(tx, actor, file, moment);
      case 'usage':
      case 'readings':
      case 'orders':
        return importUsageFile(tx, actor, { ...file, kind: file.kind, mapping: asMapping(file.mapping) }, moment);
    }
  };
}
