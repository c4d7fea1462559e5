import { z } from 'zod';
import { parseCurrency } from '#app/kernel/money.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { type PlanShape, type PlanWish, RHYTHMS } from './types.ts';

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
