import { data, redirect } from 'react-router';
import { z } from 'zod';
import { ok, type Result } from '#app/kernel/result.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { payByCredit, waitForCreditUse } from '#app/workflows/pay-by-credit.server.ts';
import { type PayOnline, payBySavedMethod, payOnline } from '#app/workflows/pay-online.server.ts';
import { checkoutPorts } from '#app/workflows/web-outside.server.ts';
import { firstResult } from './first-result.server.ts';
import { addressOf, amountsOf, fieldsOfAddress, IDS_MAX } from './pay-address.ts';
import { askInstead, releasedBy } from './pay-asked.server.ts';
import { PAY_MODES, type PayFields } from './pay-fields.ts';
import { type Payer, readChoice, runAs } from './pay-page.server.ts';
import type { PayChoice } from './pay-sum.ts';
import { type PayTrouble, type Trouble, troubleOf } from './pay-trouble.ts';

const form = z.looseObject({
  key: z.string().min(8).max(200),
  currency: z.string().max(3),
  total: z.string().regex(/^\d{1,18}$/),
  intent: z.enum(['pay', 'update']),
  mode: z.enum(PAY_MODES).default('choose'),
  show: z.array(z.string()).max(IDS_MAX).default([]),
  i: z.array(z.string()).max(IDS_MAX).default([]),
  account: z.string().max(40).default(''),
  oldest: z.string().max(40).default(''),
  keep: z.literal('yes').optional(),
  credit: z.literal('yes').optional(),
  creditAsked: z.literal('yes').optional(),
  how: z.string().max(60).default(''),
  ask: z.uuid().optional(),
  note: z.string().max(500).default(''),
});
type Posted = z.output<typeof form>;

function fieldsOfForm(posted: Posted): PayFields {
  const { mode, show, i, currency, account, oldest, how } = posted;
  return {
    ...{ mode, show: mode === 'oldest' ? null : show, ticked: i, currency, onAccount: account, oldest, how },
    amounts: amountsOf(Object.entries(posted)),
    keep: posted.keep === 'yes',
    // A box that was not on the page was not unticked either.
    useCredit: posted.credit === 'yes' || posted.creditAsked !== 'yes',
  };
}

/** What the page is shown again with after a press that did not lead to paying. */
export type PayAnswer = { choice: PayChoice; trouble: PayTrouble | null; hasErrors: boolean };

/** Pay or recount: on the way to the processor's page, or back with the page as it stands now. */
export async function payAction(payer: Payer, { request, url }: { request: Request; url: URL }) {
  const parsed = await parseForm(request, form);
  if (!parsed.ok) return answer(await readChoice(payer, fieldsOfAddress(url)), 'unreadable', 422);
  const posted = parsed.value;
  const fields = fieldsOfForm(posted);
  const here = posted.intent === 'update' && !posted.ask ? addressOf(fields, payer.linkPath) : null;
  if (here) return redirect(here);
  const before = posted.intent === 'pay' ? await firstResult(payer, posted) : null;
  if (before) return redirect(before);
  const read = await readChoice(payer, fields);
  const { choice } = read;
  if (Object.keys(choice.fieldErrors).length > 0) return answer(read, null, 422);
  if (posted.intent === 'update') return answer(read, null, 200);
  if (choice.wayIsGone) return answer(read, 'method-not-usable', 409);
  if (choice.totalMinor === 0n && choice.credit.usedMinor === 0n) return answer(read, 'nothing', 422);
  // Nobody pays an amount that was not in the button they pressed.
  if (choice.totalMinor.toString() !== posted.total) return answer(read, 'changed', 422);
  const asked = await askInstead(payer, choice, posted);
  if (asked) return asked;
  const done = await pay(payer, choice, posted);
  if (done.ok) return redirect(done.value.goTo);
  const again = await readChoice(payer, fields);
  return data({ ...again, trouble: troubleOf(done.refusal, payer.linkPath), hasErrors: true } satisfies PayAnswer, 409);
}

async function pay(payer: Payer, choice: PayChoice, posted: Posted): Promise<Result<{ goTo: string }, Trouble>> {
  const { actor, customerId, keyOwnerId, linkPath, moment } = payer;
  const { currency, way } = choice;
  const credit = choice.credit.isUsed
    ? choice.credit.parts.map(({ creditItemId, debitItemId, amountMinor }) => ({
        creditItemId,
        debitItemId,
        amountMinor,
      }))
    : [];
  const form = { key: posted.key, keyOwnerId };
  if (choice.totalMinor === 0n) {
    const used = await payByCredit(runAs(payer), { actor, customerId, currency, parts: credit, ...form }, moment);
    if (!used.ok) return used;
    await waitForCreditUse(runAs(payer), used.value.useId);
    return ok({ goTo: `/credit-uses/${used.value.useId}` });
  }
  const order: PayOnline = {
    ...{ actor, credit, surcharge: way.surcharge, ...(linkPath ? { linkPath } : {}) },
    input: {
      ...{ ...form, customerId, currency, amountMinor: choice.totalMinor, items: choice.cash },
      ...{ notifyEmail: payer.email, askId: releasedBy(payer, posted) },
      payWith: way.kind === 'card' || way.kind === 'direct_debit' ? way.kind : null,
      methodId: way.method?.id ?? null,
    },
  };
  return way.kind === 'saved'
    ? payBySavedMethod(runAs(payer), order, moment)
    : payOnline(checkoutPorts(), runAs(payer), order, moment);
}

type Read = { choice: PayChoice; trouble: PayTrouble | null };

function answer(read: Read, code: 'changed' | 'nothing' | 'unreadable' | 'method-not-usable' | null, status: number) {
  const trouble = code ? troubleOf(code === 'method-not-usable' ? { code, state: 'unknown' } : { code }) : read.trouble;
  const hasErrors = status >= 400;
  return data({ choice: read.choice, trouble, hasErrors } satisfies PayAnswer, status);
}
