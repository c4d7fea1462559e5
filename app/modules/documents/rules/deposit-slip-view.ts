import { type Sheet, sheetOf } from '#app/modules/documents/rules/sheet.ts';
import { moneyOf, voiceOf } from '#app/modules/documents/rules/voice.ts';
import type { DepositSlip } from '#app/modules/documents/types.ts';

export type DepositSlipView = Sheet & {
  listHeading: string;
  columns: { cheque: string; drawnOn: string; from: string; amount: string };
  rows: { cheque: string; receipt: string; drawnOn: string; from: string; amount: string }[];
  /** Cash as one row under the cheques; null where there is none. */
  cash: { label: string; amount: string } | null;
  total: { label: string; amount: string };
  stamp: string;
};

/** A deposit slip in the company's own words; the bank stamps it. */
export function depositSlipView(slip: DepositSlip): DepositSlipView {
  const voice = voiceOf(slip.locale, slip.currency);
  const { say, text, whole, money } = voice;
  const { account } = slip;
  const party = { addressLines: [account.bankName], taxNumber: null, accountNumber: account.accountNumber };
  const sheet = sheetOf(voice, {
    ...{ issuer: slip.issuer, customer: { name: account.accountName, ...party } },
    ...{ document: say('depositSlip'), number: text(slip.number), date: slip.depositedOn, banner: null, taxName: null },
    figure: { label: say('depositTotal'), amount: money(slip.total), note: voice.date(slip.depositedOn) },
    facts: [],
  });
  const hasCash = moneyOf(slip.cash, voice.currency).minor !== 0n;
  return {
    ...sheet,
    customer: { ...sheet.customer, label: say('paidInTo') },
    facts: [
      { label: say('accountNumber'), value: whole(account.accountNumber) },
      ...(account.routing ? [{ label: say('routing'), value: whole(account.routing) }] : []),
      ...(slip.bankSlip ? [{ label: say('bankSlip'), value: whole(slip.bankSlip) }] : []),
      { label: say('madeBy'), value: text(slip.madeBy) },
    ],
    listHeading: `${say('cheques')}: ${slip.cheques.length}`,
    columns: { cheque: say('chequeNumber'), drawnOn: say('drawnOn'), from: say('from'), amount: say('amount') },
    rows: slip.cheques.map((cheque) => ({
      cheque: whole(cheque.chequeNo),
      receipt: text(cheque.receipt),
      drawnOn: text(cheque.bankName),
      from: text(cheque.from),
      amount: money(cheque.amount),
    })),
    cash: hasCash ? { label: say('cashPaidIn'), amount: money(slip.cash) } : null,
    total: { label: say('total'), amount: money(slip.total) },
    stamp: say('bankStamp'),
  };
}
