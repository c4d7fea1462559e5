import type { Labels } from '#app/modules/documents/rules/labels.ts';
import { type Sheet, sheetOf } from '#app/modules/documents/rules/sheet.ts';
import { moneyOf, type Voice, voiceOf } from '#app/modules/documents/rules/voice.ts';
import type { PaymentMethod, ReceiptDocument } from '#app/modules/documents/types.ts';

export type ReceiptView = Sheet & {
  covers: {
    heading: string;
    columns: { document: string; total: string; paid: string; left: string };
    rows: { document: string; issued: string; total: string; paid: string; left: string }[];
  };
  /** What stays on the account, as a row under the invoices; or the sentence that stands in place of them. */
  unapplied: { label: string; amount: string } | null;
  sentence: string | null;
  total: { label: string; amount: string };
  notCleared: string | null;
};

const METHOD: Record<PaymentMethod, keyof Labels> = {
  card: 'methodCard',
  'direct-debit': 'methodDirectDebit',
  transfer: 'methodTransfer',
  cheque: 'methodCheque',
  cash: 'methodCash',
  other: 'methodOther',
};

/** A receipt in its customer's words. */
export function receiptView(receipt: ReceiptDocument): ReceiptView {
  const voice = voiceOf(receipt.locale, receipt.currency);
  const { say, text, money } = voice;
  const kept = moneyOf(receipt.unapplied, voice.currency).minor !== 0n;
  const method = [say(METHOD[receipt.method]), receipt.methodDetail && text(receipt.methodDetail)].filter(Boolean);
  return {
    ...sheetOf(voice, {
      ...receipt,
      document: say(receipt.cleared ? 'receipt' : 'provisionalReceipt'),
      number: text(receipt.number),
      date: receipt.receivedOn,
      banner: null,
      taxName: null,
      figure: { label: say('amountReceived'), amount: money(receipt.amount), note: voice.date(receipt.receivedOn) },
      facts: [
        { label: say('received'), value: voice.date(receipt.receivedOn) },
        receipt.valueOn ? { label: say('valueDate'), value: voice.date(receipt.valueOn) } : null,
        { label: say('method'), value: method.join(' ') },
        receipt.reference ? { label: say('reference'), value: text(receipt.reference) } : null,
      ],
    }),
    covers: {
      heading: say('covers'),
      columns: { document: say('invoice'), total: say('total'), paid: say('paid'), left: say('left') },
      rows: receipt.covers.map((cover) => ({
        document: text(cover.number),
        issued: voice.date(cover.issuedOn),
        total: money(cover.total),
        paid: money(cover.paid),
        left: money(cover.left),
      })),
    },
    unapplied:
      kept && receipt.covers.length > 0 ? { label: say('keptOnAccount'), amount: money(receipt.unapplied) } : null,
    sentence: receipt.covers.length === 0 ? sentenceOf(voice, receipt) : null,
    total: { label: say('total'), amount: money(receipt.amount) },
    notCleared: receipt.cleared ? null : say('notCleared'),
  };
}

/** What stands in place of the invoices: where the money went, or what a cheque that waits for its date will pay. */
function sentenceOf({ say, text, dateToAct }: Voice, { postDated }: ReceiptDocument): string {
  if (!postDated) return say('coversNothing');
  const dated = say('postDated', { date: dateToAct(postDated.on) });
  if (postDated.numbers.length === 0) return dated;
  return `${dated} ${say('postDatedFor', { numbers: postDated.numbers.map(text).join(', ') })}`;
}
