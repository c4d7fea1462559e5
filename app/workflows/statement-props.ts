import type { BankAccount, Company } from '#app/modules/company/types.ts';
import type { Customer } from '#app/modules/customers/types.ts';
import type { DocumentMoney, StatementDocument } from '#app/modules/documents/types.ts';
import type { Statement } from '#app/modules/statements/types.ts';
import { issuerOf, localeFor, paymentInstructions } from './document-props.ts';

type Around = {
  readonly company: Company;
  readonly customer: Customer;
  readonly banks: readonly BankAccount[];
  /** Where the customer signs in to pay. */
  readonly link: string;
};

type RowKind = StatementDocument['rows'][number]['kind'];

/** The kinds a statement's PDF names by a word of their own; every other movement is an adjustment. */
const KINDS: Readonly<Partial<Record<Statement['rows'][number]['kind'], RowKind>>> = {
  invoice: 'invoice',
  debit_note: 'debit-note',
  credit_note: 'credit-note',
  payment: 'payment',
  opening_balance: 'opening',
  refund: 'refund',
  write_off: 'write-off',
};

/** A statement as its PDF says it: the figures of the query, none added up again. */
export function statementDocument(statement: Statement, { company, customer, banks, link }: Around): StatementDocument {
  const { currency, ageing } = statement;
  const amount = (minor: bigint): DocumentMoney => ({ minor: minor.toString(), currency });
  return {
    locale: localeFor(customer.language, company),
    currency,
    issuer: issuerOf(company),
    customer: {
      name: customer.name,
      addressLines: [...customer.addressLines],
      taxNumber: customer.taxNumber || null,
      accountNumber: customer.number,
    },
    from: statement.fromOn,
    to: statement.toOn,
    opening: amount(statement.openingMinor),
    rows: statement.rows.map((row) => ({
      on: row.on,
      kind: KINDS[row.kind] ?? 'adjustment',
      reference: row.number,
      detail: row.title || null,
      dueOn: row.dueOn,
      valueOn: row.valueOn,
      amount: amount(row.amountMinor),
      balance: amount(row.balanceMinor),
    })),
    closing: amount(statement.closingMinor),
    ageing: {
      notDue: amount(ageing.notDueMinor),
      days30: amount(ageing.d1to30Minor),
      days60: amount(ageing.d31to60Minor),
      days90: amount(ageing.d61to90Minor),
      over90: amount(ageing.over90Minor),
      unapplied: ageing.creditsMinor > 0n ? amount(ageing.creditsMinor) : null,
    },
    known: statement.knownAt
      ? {
          at: statement.knownAt.sealedAt.toISOString(),
          zone: company.timeZone,
          seal: statement.knownAt.sealNo.toString(),
        }
      : null,
    payment:
      statement.closingMinor > 0n
        ? paymentInstructions({
            reference: customer.number,
            bank: banks.find((bank) => bank.currency === currency),
            link,
          })
        : null,
  };
}
