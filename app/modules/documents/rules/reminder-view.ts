import { assert } from '#app/kernel/assert.ts';
import type { Labels } from '#app/modules/documents/rules/labels.ts';
import { contactWays, type HowToPay, howToPay, type Sheet, sheetOf } from '#app/modules/documents/rules/sheet.ts';
import { moneyOf, type Voice, voiceOf } from '#app/modules/documents/rules/voice.ts';
import type { ReminderDocument, ReminderLevel } from '#app/modules/documents/types.ts';

export type ReminderView = Sheet & {
  lead: string;
  items: {
    heading: string;
    columns: { document: string; due: string; late: string; total: string; left: string };
    rows: { document: string; issued: string; due: string; late: string; total: string; left: string }[];
    total: { label: string; amount: string };
  };
  /** Named, so that nobody thinks it is asked for. */
  notAsked: { heading: string; why: string; rows: { label: string; value: string }[] } | null;
  unapplied: string | null;
  call: string | null;
  payment: HowToPay | null;
};

const HEADING: Record<ReminderLevel, keyof Labels> = { 1: 'reminder', 2: 'reminderSecond', 3: 'reminderLast' };
const LEAD: Record<ReminderLevel, keyof Labels> = { 1: 'reminderLead1', 2: 'reminderLead2', 3: 'reminderLead3' };

/** A reminder letter in its customer's words: firm in what it asks, and never a threat. Nothing is added up here. */
export function reminderView(reminder: ReminderDocument): ReminderView {
  const voice = voiceOf(reminder.locale, reminder.currency);
  const { say } = voice;
  const { level, answerBy } = reminder;
  assert(level < 3 || answerBy !== null, 'the last reminder names the day up to which we wait');
  const asked = voice.money(reminder.asked);
  const by = answerBy ? voice.dateToAct(answerBy) : null;
  return {
    ...sheetOf(voice, {
      ...reminder,
      document: say(HEADING[level]),
      number: voice.text(reminder.customer.accountNumber),
      date: reminder.writtenOn,
      banner: null,
      taxName: null,
      figure: { label: say('pleasePay'), amount: asked, note: by && say('by', { date: by }) },
      facts: [{ label: say('date'), value: voice.date(reminder.writtenOn) }],
    }),
    lead: say(LEAD[level], { amount: asked, date: by ?? '' }),
    items: itemsOf(voice, reminder),
    notAsked: notAskedOf(voice, reminder),
    unapplied: unappliedOf(voice, reminder),
    call: reminder.issuer.contact ? say('reminderCall', contactWays(voice, reminder.issuer.contact)) : null,
    payment: howToPay(voice, reminder.payment, asked),
  };
}

function itemsOf(voice: Voice, reminder: ReminderDocument): ReminderView['items'] {
  const { say, text, money, date } = voice;
  return {
    heading: say('lateItems'),
    columns: {
      ...{ document: say('invoice'), due: say('due'), late: say('daysLate') },
      ...{ total: say('total'), left: say('left') },
    },
    rows: reminder.items.map((item) => ({
      ...{ document: text(item.number), issued: date(item.issuedOn), due: date(item.dueOn) },
      ...{ late: voice.decimal(String(item.daysLate)), total: money(item.total), left: money(item.left) },
    })),
    total: { label: say('askedTotal'), amount: money(reminder.asked) },
  };
}

function notAskedOf({ say, text, money }: Voice, { notAsked }: ReminderDocument): ReminderView['notAsked'] {
  if (notAsked.length === 0) return null;
  const rows = notAsked.map(({ number, left }) => ({ label: text(number), value: money(left) }));
  return { heading: say('notAsked'), why: say('notAskedWhy'), rows };
}

function unappliedOf(voice: Voice, { unapplied }: ReminderDocument): string | null {
  if (!unapplied || moneyOf(unapplied, voice.currency).minor === 0n) return null;
  return voice.say('reminderUnapplied', { amount: voice.money(unapplied) });
}
