import type { BankAccount, Branding, Company } from '#app/modules/company/types.ts';
import type { Customer } from '#app/modules/customers/types.ts';
import type {
  Ageing,
  DocumentMoney,
  GroupStatementDocument,
  StatementDocument,
  StatementRow,
} from '#app/modules/documents/types.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import type { GroupStatement, Statement, StatementAgeing } from '#app/modules/statements/types.ts';
import { issuerOf, localeFor, paymentInstructions } from './document-props.ts';

type Around = {
  readonly company: Company;
  readonly branding: Branding | null;
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
  transfer: 'transfer',
};

/** A statement as its PDF says it: the figures of the query, none added up again. */
export function statementDocument(statement: Statement, around: Around): StatementDocument {
  const { banks, link, customer } = around;
  const { currency } = statement;
  const amount = amountsIn(currency);
  return {
    ...addressed(statement, around),
    currency,
    opening: amount(statement.openingMinor),
    rows: rowsOf(statement),
    closing: amount(statement.closingMinor),
    ageing: ageingIn(currency, statement.ageing),
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

/** A group's statement as its PDF says it, addressed to the parent. */
export function groupStatementDocument(
  statement: GroupStatement,
  around: Pick<Around, 'company' | 'branding' | 'customer'>,
): GroupStatementDocument {
  return {
    ...addressed(statement, around),
    parts: statement.parts.map(({ currency, accounts, total }) => ({
      currency,
      accounts: accounts.map(({ member, statement: own }) => ({
        ...{ name: member.name, accountNumber: member.number },
        ...{ opening: amountsIn(currency)(own.openingMinor), rows: rowsOf(own) },
        closing: amountsIn(currency)(own.closingMinor),
      })),
      opening: amountsIn(currency)(total.openingMinor),
      closing: amountsIn(currency)(total.closingMinor),
      ageing: ageingIn(currency, total.ageing),
    })),
  };
}

const amountsIn =
  (currency: string) =>
  (minor: bigint): DocumentMoney => ({ minor: minor.toString(), currency });

type Dated = Pick<Statement, 'form' | 'fromOn' | 'toOn'> & { readonly knownAt?: Seal };

function addressed(
  { form, fromOn, toOn, knownAt }: Dated,
  { company, branding, customer }: Pick<Around, 'company' | 'branding' | 'customer'>,
) {
  return {
    ...(form === 'open_item' ? { form: 'open-item' as const } : {}),
    locale: localeFor(customer.language, company),
    issuer: issuerOf(company, branding),
    customer: {
      name: customer.name,
      addressLines: [...customer.addressLines],
      taxNumber: customer.taxNumber || null,
      accountNumber: customer.number,
    },
    from: fromOn,
    to: toOn,
    known: knownAt
      ? { at: knownAt.sealedAt.toISOString(), zone: company.timeZone, seal: knownAt.sealNo.toString() }
      : null,
  };
}

const rowsOf = ({ rows, currency }: Statement): StatementRow[] =>
  rows.map((row) => ({
    on: row.on,
    kind: KINDS[row.kind] ?? 'adjustment',
    reference: row.number,
    detail: row.title || null,
    dueOn: row.dueOn,
    valueOn: row.valueOn,
    amount: amountsIn(currency)(row.amountMinor),
    balance: amountsIn(currency)(row.balanceMinor),
    ...(row.originalMinor === undefined ? {} : { original: amountsIn(currency)(row.originalMinor) }),
  }));

function ageingIn(currency: string, ageing: StatementAgeing): Ageing {
  const amount = amountsIn(currency);
  return {
    notDue: amount(ageing.notDueMinor),
    days30: amount(ageing.d1to30Minor),
    days60: amount(ageing.d31to60Minor),
    days90: amount(ageing.d61to90Minor),
    over90: amount(ageing.over90Minor),
    unapplied: ageing.creditsMinor > 0n ? amount(ageing.creditsMinor) : null,
    ...(ageing.disputedMinor > 0n ? { disputed: amount(ageing.disputedMinor) } : {}),
  };
}
