import { type Sheet, sheetOf } from '#app/modules/documents/rules/sheet.ts';
import { moneyOf, type Voice, voiceOf } from '#app/modules/documents/rules/voice.ts';
import type { DocumentCustomer, DocumentIssuer, DocumentLocale, DocumentMoney } from '#app/modules/documents/types.ts';

/** What a customer and we agreed: the payments with what is left after each, what they pay for, and the terms. */
export type PlanAgreementDocument = {
  locale: DocumentLocale;
  currency: string;
  number: string;
  /** 1 at first, one more after each renegotiation. */
  version: number;
  issuer: DocumentIssuer;
  customer: DocumentCustomer;
  agreedOn: string;
  agreedBy: string;
  payments: { no: number; on: string; amount: DocumentMoney; thenLeft: DocumentMoney }[];
  covers: { number: string; dueOn: string; amount: DocumentMoney }[];
  total: DocumentMoney;
  /** Interest, fee and their tax, part of the payments. */
  charge: DocumentMoney;
  /** "Visa 4242": what it is taken from; null where each payment is made by hand. */
  method: string | null;
  terms: { graceDays: number; cureDays: number; misses: number; moveDays: number };
};

export type PlanAgreementView = Sheet & {
  lead: string;
  payments: {
    heading: string;
    columns: { no: string; on: string; amount: string; left: string };
    rows: { no: string; on: string; amount: string; left: string }[];
    total: { label: string; amount: string };
  };
  covers: {
    heading: string;
    columns: { document: string; due: string; amount: string };
    rows: { document: string; due: string; amount: string }[];
  };
  terms: { heading: string; rows: string[] };
};

/** The agreement of a payment plan in its customer's words. Nothing is added up here. */
export function planAgreementView(agreement: PlanAgreementDocument): PlanAgreementView {
  const voice = voiceOf(agreement.locale, agreement.currency);
  const { say, text, money, date } = voice;
  const total = money(agreement.total);
  return {
    ...sheetOf(voice, {
      ...agreement,
      document: say('planAgreement'),
      number: text(agreement.number),
      date: agreement.agreedOn,
      ...{ banner: null, taxName: null },
      figure: { label: say('planTotal'), amount: total, note: null },
      facts: [
        { label: say('date'), value: date(agreement.agreedOn) },
        { label: say('planAgreedBy'), value: text(agreement.agreedBy) },
        agreement.version > 1 ? { label: say('planVersion'), value: String(agreement.version) } : null,
      ],
    }),
    lead: say('planLead', { amount: total }),
    payments: {
      heading: say('planPayments'),
      columns: { no: say('planNo'), on: say('date'), amount: say('planPay'), left: say('planThenLeft') },
      rows: agreement.payments.map((one) => ({
        ...{ no: voice.decimal(String(one.no)), on: voice.dateToAct(one.on) },
        ...{ amount: money(one.amount), left: money(one.thenLeft) },
      })),
      total: { label: say('total'), amount: total },
    },
    covers: {
      heading: say('planCovers'),
      columns: { document: say('document'), due: say('due'), amount: say('amount') },
      rows: agreement.covers.map((one) => ({
        ...{ document: text(one.number), due: date(one.dueOn), amount: money(one.amount) },
      })),
    },
    terms: { heading: say('planMeans'), rows: termsOf(voice, agreement) },
  };
}

function termsOf(voice: Voice, { charge, method, terms }: PlanAgreementDocument): string[] {
  const { say, money, text } = voice;
  const count = (days: number) => voice.decimal(String(days));
  return [
    moneyOf(charge, voice.currency).minor === 0n ? say('planNoCost') : say('planCost', { amount: money(charge) }),
    method === null ? say('planSelf') : say('planMethod', { method: text(method) }),
    say('planPauses'),
    say('planMissed', { grace: count(terms.graceDays), cure: count(terms.cureDays), count: count(terms.misses) }),
    ...(terms.moveDays > 0 ? [say('planMove', { days: count(terms.moveDays) })] : []),
    say('planEarly'),
  ];
}
