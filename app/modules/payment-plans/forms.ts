import { z } from 'zod';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money, parseCurrency } from '#app/kernel/money.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { type PlanRefusal, type PlanShape, type PlanWish, RHYTHMS } from './types.ts';

/** The most items one wish may name; more are a matter for a colleague. */
const ITEMS_MAX = 500;

const day = z.string().transform((text, context) => {
  const parsed = parsePlainDate(text);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});
const minor = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);
const code = z.string().transform((text, context) => {
  const parsed = parseCurrency(text);
  if (parsed) return parsed;
  context.addIssue({ code: 'custom', message: 'not a currency' });
  return z.NEVER;
});

const shape = {
  count: z.int().min(1).max(60),
  rhythm: z.enum(RHYTHMS),
  firstOn: day,
  firstMinor: minor.nullable(),
  nextOn: day.nullable(),
};

/** A wish as it is kept and sent: amounts as text of minor units. */
export const wishSchema = z.object({
  ...shape,
  currency: code,
  items: z.array(z.object({ itemId: z.uuid(), amountMinor: minor })).max(ITEMS_MAX),
});
export const shapeSchema = z.object(shape);

export const readWish = (json: unknown): PlanWish | null => wishSchema.safeParse(json).data ?? null;
export const readShape = (json: unknown): PlanShape | null => shapeSchema.safeParse(json).data ?? null;

export const shapeToJson = ({ count, rhythm, firstOn, firstMinor, nextOn }: PlanShape) => ({
  ...{ count, rhythm, firstOn, nextOn },
  firstMinor: firstMinor?.toString() ?? null,
});

/** The same wish always gives the same text: items in the order of their ids. */
export const wishToJson = (wish: PlanWish) => ({
  ...shapeToJson(wish),
  currency: wish.currency,
  items: [...wish.items]
    .sort((a, b) => (a.itemId < b.itemId ? -1 : 1))
    .map(({ itemId, amountMinor }) => ({ itemId, amountMinor: amountMinor.toString() })),
});

/** A date of an instalment that is to be moved, as an asking keeps it. */
export const moveSchema = z.object({ instalmentNo: z.int().min(1).max(60), toOn: day });

const SHAPES: Readonly<Record<Extract<PlanRefusal, { code: 'bad-shape' }>['what'], string>> = {
  count: 'Choose between 2 and 60 payments.',
  'first-on': 'Choose today or a later day for the first payment.',
  'first-amount': 'Enter a first payment that leaves something for the others.',
  'next-on': 'Choose a day for the second payment after the first.',
  'too-small-to-split': 'The amount is too small for so many payments.',
};

const CANNOT_MOVE: Readonly<Record<Extract<PlanRefusal, { code: 'cannot-move' }>['because'], string>> = {
  'moved-before': 'This date was moved before. Ask us for help instead.',
  paid: 'This payment is here already.',
  missed: 'It is too late to move this date. Pay it now, or ask us for help.',
  'too-far': 'Choose an earlier day.',
  'not-later': 'Choose a later day than the present one.',
};

/** Why nothing was agreed or changed, and what to do. */
export function planRefusalWords(
  refusal: PlanRefusal,
  { currency, locale }: { readonly currency: Currency; readonly locale: string },
): string {
  switch (refusal.code) {
    case 'bad-shape':
      return SHAPES[refusal.what];
    case 'cannot-move':
      return CANNOT_MOVE[refusal.because];
    case 'not-paid':
      return `${formatMoney(money(refusal.leftMinor, currency), locale)} is still left to pay.`;
    default:
      return SENTENCES[refusal.code];
  }
}

const SENTENCES: Readonly<Record<Exclude<PlanRefusal['code'], 'bad-shape' | 'cannot-move' | 'not-paid'>, string>> = {
  'no-policy': 'There are no payment plans in this currency.',
  'nothing-chosen': 'Choose at least one invoice.',
  'items-changed': 'What is left to pay has changed meanwhile. Look at the new amounts and send it again.',
  'unknown-method': 'Choose a saved card or bank account that can be used.',
  'unknown-plan': 'This plan does not exist.',
  'wrong-state': 'This plan has been answered or ended meanwhile. Look at it again.',
  'note-missing': 'Write a sentence that says why.',
  'own-request': 'Somebody else answers what you asked for.',
  'not-staff': 'Only a colleague can do this.',
  'no-counter': 'Choose what to offer instead.',
  'payment-in-flight': 'A payment of this plan is on its way. Wait until it is here.',
  'needs-approval': 'This is above what you may decide alone. Ask for an approval.',
  'not-approved': 'The approval is not for this plan as it is now. Ask again.',
  'charge-refused': 'The interest or fee of the plan could not be billed. A colleague has to look at it.',
  'above-limit':
    'Together this is more than the one who agrees may pay alone. Somebody without that limit, an owner of the account for one, agrees to it.',
  'may-not-agree': 'Who may only look agrees to no plan. Somebody of the account who pays has to.',
  'form-changed': 'This form was sent before with something else in it. Open it again.',
};
