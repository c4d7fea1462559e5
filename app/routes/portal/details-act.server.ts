import type { PortalRequest } from '#app/guards/require-portal.server.ts';
import { formatDate } from '#app/kernel/format-date.ts';
import { parseId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { type AskChangeInput, askChange, withdrawChange } from '#app/modules/customers/commands/ask-change.server.ts';
import { askBankForm, askDetailsForm } from '#app/modules/customers/forms.ts';
import type { ChangeRefusal } from '#app/modules/customers/types.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { type FormRefusal, formRefusal, parseFields, textFields } from '#app/platform/http/form.server.ts';
import { readFormData } from '#app/platform/http/read-body.server.ts';

type Asker = Pick<PortalRequest, 'actor' | 'scope' | 'customerId' | 'moment' | 'company'>;
export type DetailsRefusal = FormRefusal & { readonly of: 'details' | 'bank' | 'withdraw' };

const FORM_BYTES_MAX = 32 * 1024;

/** Asks for what one of the page's forms says, or takes back what was asked; answers the sentence for the next page. */
export async function actOnDetails(asker: Asker, request: Request): Promise<Result<string, DetailsRefusal>> {
  const form = await readFormData(request, { bytesMax: FORM_BYTES_MAX });
  if (!form.ok)
    return refuse({
      ...formRefusal({ formErrors: ['This is too much text to send at once. Nothing was saved.'] }),
      of: 'details',
    });
  const fields = [...textFields(form.value)];
  const intent = fields.find(([name]) => name === 'intent')?.[1];
  if (intent === 'withdraw') return takeBack(asker, fields.find(([name]) => name === 'request')?.[1] ?? '');
  if (intent === 'bank') {
    const read = parseFields(fields, askBankForm);
    // What was typed of an account is not sent back to the page.
    if (!read.ok) return refuse({ ...read.refusal, values: withoutAccount(read.refusal.values), of: 'bank' });
    const { note, ...value } = read.value;
    return ask(asker, { asked: { kind: 'bank', value }, fromOn: asker.moment.today, note }, fields);
  }
  const read = parseFields(fields, askDetailsForm);
  if (!read.ok) return refuse({ ...read.refusal, of: 'details' });
  const { note, fromOn, ...value } = read.value;
  return ask(asker, { asked: { kind: 'details', value }, fromOn, note }, fields);
}

const withoutAccount = ({ account: _, routing: __, ...rest }: Record<string, string>): Record<string, string> => rest;

async function ask(
  { scope, customerId, actor, moment, company }: Asker,
  input: Omit<AskChangeInput, 'customerId'>,
  fields: [string, string][] | (readonly [string, string])[],
): Promise<Result<string, DetailsRefusal>> {
  const { kind } = input.asked;
  const done = await writeAsPortal(portalDb(), scope, (tx) => askChange(tx, actor, { customerId, ...input }, moment));
  if (done.ok)
    return ok(
      kind === 'bank'
        ? `Asked. Nothing changes before two people at ${company.name} have checked it.`
        : `Asked. ${company.name} looks at it; until then invoices keep what stands above.`,
    );
  const values = Object.fromEntries(fields);
  return refuse({
    ...refused(done.refusal, company.locale, kind === 'bank' ? withoutAccount(values) : values),
    of: kind === 'bank' ? 'bank' : 'details',
  });
}

function refused(refusal: ChangeRefusal, locale: string, values: Record<string, string>): FormRefusal {
  if (refusal.code === 'dated-back')
    return formRefusal({
      values,
      fieldErrors: {
        fromOn: [
          `Choose ${formatDate(refusal.firstOn, locale)} or a later day: invoices that are out stay as they are.`,
        ],
      },
    });
  const words: Partial<Record<ChangeRefusal['code'], string>> = {
    'nothing-changed': 'This is what stands already. Change what is wrong and ask again.',
    'too-many-wait': 'Five requests of yours wait already. Take one back, or wait for an answer.',
    'already-decided': 'This was answered meanwhile. Look at it again.',
  };
  return formRefusal({ values, formErrors: [words[refusal.code] ?? 'We cannot find this request. Reload the page.'] });
}

async function takeBack(
  { scope, customerId, actor, moment, company }: Asker,
  typed: string,
): Promise<Result<string, DetailsRefusal>> {
  const requestId = parseId(typed);
  const done = requestId
    ? await writeAsPortal(portalDb(), scope, (tx) => withdrawChange(tx, actor, { customerId, requestId }, moment))
    : refuse({ code: 'not-found' } as const);
  return done.ok
    ? ok('Taken back. Nothing changes.')
    : refuse({ ...refused(done.refusal, company.locale, {}), of: 'withdraw' });
}
