import { depositSlipView } from '#app/modules/documents/rules/deposit-slip-view.ts';
import { groupStatementView } from '#app/modules/documents/rules/group-statement-view.ts';
import { invoiceView } from '#app/modules/documents/rules/invoice-view.ts';
import { receiptView } from '#app/modules/documents/rules/receipt-view.ts';
import { statementView } from '#app/modules/documents/rules/statement-view.ts';
import type {
  DepositSlip,
  GroupStatementDocument,
  InvoiceDocument,
  ReceiptDocument,
  StatementDocument,
} from '#app/modules/documents/types.ts';

/** Where the Typst templates stand, from the project's root. */
export const TEMPLATES_FOLDER = 'app/modules/documents/templates';

/** What the PDF renderer is asked for: a template by name and the view it lays out, as plain JSON. */
export type DocumentJob = { template: string; data: unknown };

export const invoicePdf = (invoice: InvoiceDocument): DocumentJob => ({
  template: 'invoice.typ',
  data: invoiceView(invoice),
});

export const statementPdf = (statement: StatementDocument): DocumentJob => ({
  template: 'statement.typ',
  data: statementView(statement),
});

export const groupStatementPdf = (statement: GroupStatementDocument): DocumentJob => ({
  template: 'group-statement.typ',
  data: groupStatementView(statement),
});

export const receiptPdf = (receipt: ReceiptDocument): DocumentJob => ({
  template: 'receipt.typ',
  data: receiptView(receipt),
});

export const depositSlipPdf = (slip: DepositSlip): DocumentJob => ({
  template: 'deposit-slip.typ',
  data: depositSlipView(slip),
});
