import type { MadeBank } from './made-bank-lines.ts';

const decimals = (cents: number): string => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const table = (head: string, rows: readonly (readonly (string | number)[])[]): string =>
  `${[head, ...rows.map((row) => row.map((one) => cell(String(one))).join(','))].join('\n')}\n`;

/** The three files a matcher may read, and the truth it may not, as the published set writes them. */
export const bankCsv = ({ customers, invoices, lines, truth }: MadeBank) => ({
  customers: table(
    'id,code,name,person,iban,iban_on_file,terms',
    customers.map((one) => [
      ...[one.id, one.code, one.name, one.isPerson ? 1 : 0],
      ...[one.iban, one.iban ? 1 : 0, one.termsDays],
    ]),
  ),
  openInvoices: table(
    'id,number,customer_id,issue_date,due_date,open_amount',
    invoices.map(({ id, number, customer, issuedOn, dueOn, cents }) => [
      ...[id, number, customer.id, issuedOn, dueOn, decimals(cents)],
    ]),
  ),
  bankLines: table(
    'line_id,date,amount,payer_name,payer_iban,remittance',
    lines.map(({ id, on, cents, payerName, payerIban, text }) => [id, on, decimals(cents), payerName, payerIban, text]),
  ),
  truth: table(
    'line_id,category,invoice_id:amount|...',
    truth.map(({ lineId, kind, parts }) => [
      ...[lineId, kind, parts.map(({ invoiceId, cents }) => `${invoiceId}:${decimals(cents)}`).join('|')],
    ]),
  ),
});
