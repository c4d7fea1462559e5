import { data, redirect } from 'react-router';
import { z } from 'zod';
import { parseForm } from '#app/platform/http/form.server.ts';
import { payOnline } from '#app/workflows/pay-online.server.ts';
import { checkoutPorts } from '#app/workflows/web-outside.server.ts';
import { askInstead, releasedBy } from './pay-asked.server.ts';
import type { PayChoice, PayFields } from './pay-choice.ts';
import { fieldsOfAddress, IDS_MAX, type Payer, readChoice, runAs } from './pay-page.server.ts';
import { type PayTrouble, troubleOf } from './pay-trouble.ts';

const form = z.looseObject({
  key: z.string().min(8).max(200),
  currency: z.string().max(3),
  total: z.string().regex(/^\d{1,18}$/),
  intent: z.enum(['pay', 'update']),
  show: z.array(z.string()).max(IDS_MAX).default([]),
  i: z.array(z.string()).max(IDS_MAX).default([]),
  account: z.string().max(40).default(''),
  ask: z.uuid().optional(),
  note: z.string().max(500).default(''),
});

function fieldsOfForm(posted: z.output<typeof form>): PayFields {
  const amounts = Object.entries(posted).flatMap(([name, text]) =>
    name.startsWith('amount-') && typeof text === 'string' ? [[name.slice('amount-'.length), text] as const] : [],
  );
  const { show, i, currency, account } = posted;
  return { show, ticked: i, all: null, currency, amounts: new Map(amounts), onAccount: account };
}

/** What the page is shown again with after a press that did not lead to paying. */
export type PayAnswer = { choice: PayChoice; trouble: PayTrouble | null; hasErrors: boolean };

/** Pay or recount: on the way to the processor's page, or back with the page as it stands now. */
export async function payAction(payer: Payer, { request, url }: { request: Request; url: URL }) {
  const parsed = await parseForm(request, form);
  if (!parsed.ok) return answer(await readChoice(payer, fieldsOfAddress(url)), 'unreadable', 422);
  const posted = parsed.value;
  const read = await readChoice(payer, fieldsOfForm(posted));
  const { choice } = read;
  if (Object.keys(choice.fieldErrors).length > 0) return answer(read, null, 422);
  if (posted.intent === 'update') return answer(read, null, 200);
  if (choice.totalMinor === 0n) return answer(read, 'nothing', 422);
  // Nobody pays an amount that was not in the button they pressed.
  if (choice.totalMinor.toString() !== posted.total) return answer(read, 'changed', 422);
  const asked = await askInstead(payer, choice, posted);
  if (asked) return asked;
  const input = {
    key: posted.key,
    keyOwnerId: payer.keyOwnerId,
    customerId: payer.customerId,
    currency: choice.currency,
    amountMinor: choice.totalMinor,
    items: choice.lines.filter((line) => line.ticked).map(({ itemId, amountMinor }) => ({ itemId, amountMinor })),
    notifyEmail: payer.email,
    askId: releasedBy(payer, posted),
  };
  const paid = await payOnline(
    checkoutPorts(),
    runAs(payer),
    { actor: payer.actor, input, linkPath: payer.linkPath },
    payer.moment,
  );
  if (!paid.ok) {
    const again = await readChoice(payer, fieldsOfForm(posted));
    return data(
      { ...again, trouble: troubleOf(paid.refusal, payer.linkPath), hasErrors: true } satisfies PayAnswer,
      409,
    );
  }
  return redirect(paid.value.goTo);
}

type Read = { choice: PayChoice; trouble: PayTrouble | null };

function answer(read: Read, code: 'changed' | 'nothing' | 'unreadable' | null, status: number) {
  const trouble = code ? troubleOf({ code }) : read.trouble;
  const hasErrors = status >= 400;
  return data({ choice: read.choice, trouble, hasErrors } satisfies PayAnswer, status);
}
