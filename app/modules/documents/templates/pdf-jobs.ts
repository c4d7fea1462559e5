import { type BankProofDocument, bankProofView } from '#app/modules/documents/rules/bank-proof-view.ts';
import { depositSlipView } from '#app/modules/documents/rules/deposit-slip-view.ts';
import { groupStatementView } from '#app/modules/documents/rules/group-statement-view.ts';
import { invoiceView } from '#app/modules/documents/rules/invoice-view.ts';
import { type PlanAgreementDocument, planAgreementView } from '#app/modules/documents/rules/plan-agreement-view.ts';
import { type PortfolioDocument, portfolioView } from '#app/modules/documents/rules/portfolio-view.ts';
import { receiptView } from '#app/modules/documents/rules/receipt-view.ts';
import { reminderView } from '#app/modules/documents/rules/reminder-view.ts';
import { logoFile } from '#app/modules/documents/rules/sheet.ts';
import { statementView } from '#app/modules/documents/rules/statement-view.ts';
import type {
  DepositSlip,
  DocumentIssuer,
  GroupStatementDocument,
  InvoiceDocument,
  ReceiptDocument,
  ReminderDocument,
  StatementDocument,
} from '#app/modules/documents/types.ts';

/** Where the Typst templates stand, from the project's root. */
export const TEMPLATES_FOLDER = 'app/modules/documents/templates';

/** A logo that a document shows: where its bytes lie, and the name under which the template finds them. */
export type NamedLogo = { sha256: string; file: string };

/**
 * What the PDF renderer is asked for: a template by name and the view it lays out, as plain JSON. Documents are archival and
 * tagged (PDF/A-2a). `logo` is what must be read from the store and handed to the renderer as a picture of that name.
 */
export type DocumentJob = {
  template: string;
  data: unknown;
  standard: 'a-2a' | 'a-3a' | 'ua-1';
  logo: NamedLogo | null;
};

export const invoicePdf = (invoice: InvoiceDocument): DocumentJob => jobOf('invoice', invoice, invoiceView(invoice));

export const statementPdf = (statement: StatementDocument): DocumentJob =>
  jobOf('statement', statement, statementView(statement));

export const groupStatementPdf = (statement: GroupStatementDocument): DocumentJob =>
  jobOf('group-statement', statement, groupStatementView(statement));

export const receiptPdf = (receipt: ReceiptDocument): DocumentJob => jobOf('receipt', receipt, receiptView(receipt));

export const reminderPdf = (reminder: ReminderDocument): DocumentJob =>
  jobOf('reminder', reminder, reminderView(reminder));

export const planAgreementPdf = (agreement: PlanAgreementDocument): DocumentJob =>
  jobOf('plan-agreement', agreement, planAgreementView(agreement));

export const portfolioPdf = (portfolio: PortfolioDocument): DocumentJob =>
  jobOf('portfolio', portfolio, portfolioView(portfolio));

export const depositSlipPdf = (slip: DepositSlip): DocumentJob => jobOf('deposit-slip', slip, depositSlipView(slip));

export const bankProofPdf = (proof: BankProofDocument): DocumentJob => jobOf('bank-proof', proof, bankProofView(proof));

function jobOf(template: string, { issuer }: { issuer: DocumentIssuer }, data: unknown): DocumentJob {
  const logo = issuer.brand?.logo;
  return {
    ...{ template: `${template}.typ`, data, standard: 'a-2a' },
    logo: logo ? { sha256: logo.sha256, file: logoFile(logo) } : null,
  };
}
