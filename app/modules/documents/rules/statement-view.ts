import type { Labels } from '#app/modules/documents/rules/labels.ts';
import { type HowToPay, howToPay, type Sheet, sheetOf } from '#app/modules/documents/rules/sheet.ts';
import { moneyOf, type Voice, voiceOf } from '#app/modules/documents/rules/voice.ts';
import type { Ageing, StatementDocument, StatementRow } from '#app/modules/documents/types.ts';

export type StatementView = Sheet & {
  columns: { date: string; document: string; amount: string; balance: string };
  /** Null in the open-item form, whose rows make the whole balance. */
  opening: { label: string; balance: string } | null;
  rows: { date: string; what: string; detail: string | null; amount: string; balance: string }[];
  empty: string | null;
  closing: { label: string; balance: string };
  /** Under the movements: up to when it was known what moved. */
  known: string | null;
  ageing: {
    heading: string;
    cuts: { label: string; amount: string; share: number }[];
    unapplied: string | null;
    disputed: string | null;
  };
  payment: HowToPay | null;
};

const KIND: Record<StatementRow['kind'], keyof Labels> = {
  invoice: 'invoice',
  'debit-note': 'debitNote',
  'credit-note': 'creditNote',
  payment: 'rowPayment',
  refund: 'rowRefund',
  'write-off': 'rowWriteOff',
  transfer: 'rowTransfer',
  adjustment: 'rowAdjustment',
  opening: 'rowOpening',
};

/** A statement in its customer's words. The figures are those of the document; nothing is added up here. */
export function statementView(statement: StatementDocument): StatementView {
  const voice = voiceOf(statement.locale, statement.currency);
  const { say } = voice;
  const closing = voice.money(statement.closing);
  const closingMinor = moneyOf(statement.closing, voice.currency).minor;
  const inCredit = closingMinor < 0n;
  const isOpenItem = statement.form === 'open-item';
  return {
    ...sheetOf(voice, {
      ...statement,
      document: say(isOpenItem ? 'openStatement' : 'statement'),
      number: isOpenItem ? voice.date(statement.to) : voice.range(statement.from, statement.to),
      date: statement.to,
      banner: null,
      taxName: null,
      figure: {
        label: say(inCredit ? 'inCredit' : 'youOwe'),
        amount: inCredit ? voice.minus(statement.closing) : closing,
        note: voice.date(statement.to),
      },
      facts: [],
    }),
    columns: columnsOf(voice, statement),
    opening: isOpenItem
      ? null
      : { label: say('opening', { date: voice.date(statement.from) }), balance: voice.money(statement.opening) },
    rows: statement.rows.map((row) => rowOf(voice, row)),
    empty: statement.rows.length === 0 ? say(isOpenItem ? 'nothingOpen' : 'noMovement') : null,
    closing: { label: say('closing', { date: voice.date(statement.to) }), balance: closing },
    known: statement.known && knownOf(voice, statement.known),
    ageing: ageingOf(voice, statement.ageing),
    payment: closingMinor > 0n ? howToPay(voice, statement.payment, closing) : null,
  };
}

export const columnsOf = ({ say }: Voice, { form }: Pick<StatementDocument, 'form'>): StatementView['columns'] => ({
  ...{ date: say('date'), document: say('document'), balance: say('balance') },
  amount: say(form === 'open-item' ? 'openAmount' : 'amount'),
});

/** Up to when it was known what moved. */
export function knownOf(voice: Voice, { at, zone, seal }: NonNullable<StatementDocument['known']>): string {
  return voice.say('knownAt', { moment: voice.instant(at, zone), seal: voice.decimal(seal) });
}

/** A movement in its customer's words. */
export function rowOf(voice: Voice, row: StatementRow): StatementView['rows'][number] {
  const due = row.dueOn ? voice.say('rowDue', { date: voice.date(row.dueOn) }) : null;
  const value = row.valueOn ? `${voice.say('valueDate')} ${voice.date(row.valueOn)}` : null;
  const original =
    row.original && row.original.minor !== row.amount.minor
      ? voice.say('rowOf', { amount: voice.money(row.original) })
      : null;
  const details = [row.detail && voice.text(row.detail), due, value, original].filter((part) => part !== null);
  return {
    date: voice.date(row.on),
    what: `${voice.say(KIND[row.kind])} ${voice.text(row.reference)}`,
    detail: details.length > 0 ? details.join(' · ') : null,
    amount: voice.money(row.amount),
    balance: voice.money(row.balance),
  };
}

/** `share` is the part of the open amounts in thousandths, for the length of the cut; the amount beside it is exact. */
export function ageingOf(voice: Voice, ageing: Ageing): StatementView['ageing'] {
  const cuts = (['notDue', 'days30', 'days60', 'days90', 'over90'] as const).map((name) => ({
    label: voice.say(name),
    amount: voice.money(ageing[name]),
    minor: BigInt(ageing[name].minor),
  }));
  const whole = cuts.reduce((sum, { minor }) => sum + minor, 0n);
  const unapplied =
    ageing.unapplied && moneyOf(ageing.unapplied, voice.currency).minor !== 0n ? ageing.unapplied : null;
  return {
    heading: voice.say('ageing'),
    cuts: cuts.map(({ label, amount, minor }) => ({
      label,
      amount,
      share: whole > 0n && minor > 0n ? Number((minor * 1000n) / whole) : 0,
    })),
    unapplied: unapplied && voice.say('unapplied', { amount: voice.money(unapplied) }),
    disputed: ageing.disputed ? voice.say('inQuestion', { amount: voice.money(ageing.disputed) }) : null,
  };
}
