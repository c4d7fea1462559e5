import { depositSlipPdf } from '#app/modules/documents/templates/pdf-jobs.ts';
import type { DepositSlip } from '#app/modules/documents/types.ts';
import type { Deposit } from '#app/modules/instruments/types.ts';
import { issuerOf } from './document-props.ts';
import type { Producer } from './produce-document.server.ts';
import { renderDocument } from './render-document.server.ts';
import { sellerOn } from './seller-of-day.server.ts';

/**
 * The slip of a deposit as PDF, made when asked for from rows that never change, so that the same deposit has the same
 * slip. Rejects with PdfError when the renderer is busy.
 */
export async function renderDepositSlip(outside: Omit<Producer, 'baseUrl'>, deposit: Deposit): Promise<Uint8Array> {
  const { company, branding } = await sellerOn(outside.db, { on: deposit.depositedOn });
  const { currency } = deposit;
  const amount = (minor: bigint) => ({ minor: minor.toString(), currency });
  const cheques = deposit.lines.filter((line) => line.method === 'cheque');
  const inCheques = cheques.reduce((total, line) => total + line.amountMinor, 0n);
  const slip: DepositSlip = {
    ...{ locale: company.locale, currency, number: deposit.number, issuer: issuerOf(company, branding) },
    ...{ account: { ...deposit.account }, depositedOn: deposit.depositedOn, madeBy: deposit.madeByName },
    bankSlip: deposit.slipRef || null,
    cheques: cheques.map((line) => ({
      chequeNo: line.chequeNo ?? line.paymentNumber,
      bankName: line.bankName ?? '',
      from: line.drawerName || line.customerName,
      receipt: line.instrumentNumber ?? line.paymentNumber,
      amount: amount(line.amountMinor),
    })),
    cash: amount(deposit.amountMinor - inCheques),
    total: amount(deposit.amountMinor),
  };
  return renderDocument(outside, depositSlipPdf(slip));
}
