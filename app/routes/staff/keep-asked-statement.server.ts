import { data } from 'react-router';
import { parseCurrency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { sealOrFind } from '#app/modules/ledger/commands/seal-or-find.server.ts';
import { readForm, readPeriod } from '#app/modules/statements/forms.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { keepGroupStatement, keepStatement } from '#app/workflows/keep-statement.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';

const nothingKept = (status: number, text: string) => data({ title: 'Nothing was kept', text }, status);
const AGAIN = 'Open the statement again and keep it from there.';

/** Keeps the statement a form names, of one account or of the group, at the seal its page showed; back to that page. */
export async function keepAskedStatement(
  posted: { of(name: string): string },
  by: { readonly actor: Actor; readonly moment: Moment; readonly customerId: string },
): Promise<Response> {
  const { today } = by.moment;
  const period = readPeriod({ from: posted.of('from'), to: posted.of('to') }, today);
  const isGroup = posted.of('group') === 'yes';
  const currency = parseCurrency(posted.of('currency'));
  const seal = await sealOrFind(staffDb(), posted.of('known'));
  if (!period.ok || !seal.ok || !(currency || isGroup)) throw nothingKept(422, AGAIN);
  const form = readForm(posted.of('form'));
  const asked = { customerId: by.customerId, ...period.value, knownAt: seal.value, form };
  const kept = currency
    ? await keepStatement(webProducer(), by.actor, { ...asked, currency }, by.moment)
    : await keepGroupStatement(webProducer(), by.actor, asked, by.moment);
  if (!kept.ok && kept.refusal.code === 'unknown') throw nothingKept(422, AGAIN);
  if (!kept.ok) throw nothingKept(503, 'The disk is full. Free space and try again.');
  return redirectWithFlash(
    `/staff/customers/${by.customerId}/statement?${queryOf(asked, currency)}`,
    kept.value.isNew ? 'Statement kept. The customer sees it among theirs.' : 'This statement is kept already.',
  );
}

const queryOf = (
  asked: { fromOn: PlainDate; toOn: PlainDate; knownAt: { sealNo: bigint }; form: string },
  currency: string | null,
): URLSearchParams =>
  new URLSearchParams({
    ...{ from: asked.fromOn, to: asked.toOn, known: asked.knownAt.sealNo.toString(), form: asked.form },
    ...(currency ? { currency } : { group: 'yes' }),
  });
