import { redirect } from 'react-router';
import type { PortalRequest } from '#app/guards/require-portal.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { addDays, parsePlainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { type Steering, steerAutopayRule } from '#app/modules/autopay/commands/steer-rule.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { textFields } from '#app/platform/http/form.server.ts';
import { readFormData } from '#app/platform/http/read-body.server.ts';
import { makeDefault, removeMethod, restoreMethod } from '#app/workflows/set-up-method.server.ts';
import { refused, saveRule, wordsOf } from './autopay-save.server.ts';
import { startVisit } from './method-visit.server.ts';

const HERE = '/autopay';
const FORM_BYTES_MAX = 16 * 1024;
const REST_DAYS_MAX = 366;

/** What a button of the page does: each form names its intent. */
export async function actOnAutopay(asker: PortalRequest, request: Request) {
  const form = await readFormData(request, { bytesMax: FORM_BYTES_MAX });
  if (!form.ok) return refused('This is too much text to send at once. Nothing was saved.');
  const fields = [...textFields(form.value)];
  const of = (name: string) => fields.find(([key]) => key === name)?.[1] ?? '';
  switch (of('intent')) {
    case 'save':
      return saveRule(asker, fields);
    case 'add':
      return addMethod(asker);
    case 'off':
    case 'on':
    case 'rest':
      return steer(asker, of('intent') as 'off' | 'on' | 'rest', of);
    case 'default':
    case 'remove':
    case 'restore':
      return changeMethod(asker, of('intent') as 'default' | 'remove' | 'restore', of('method'));
    default:
      return refused('This button is not known any more. Reload the page.');
  }
}

async function addMethod(asker: PortalRequest) {
  const started = await startVisit(asker, HERE);
  return started.ok ? redirect(started.value) : refused(started.refusal);
}

async function changeMethod(
  { actor, scope, customerId, moment }: PortalRequest,
  intent: 'default' | 'remove' | 'restore',
  typed: string,
) {
  const methodId = parseId(typed);
  if (!methodId) return refused('We cannot find this payment method. Reload the page.');
  const of = { customerId, methodId };
  const does = { default: makeDefault, remove: removeMethod, restore: restoreMethod }[intent];
  const done: Result<unknown, unknown> = await writeAsPortal<unknown, unknown>(portalDb(), scope, (tx) =>
    does(tx, actor, of, moment),
  );
  if (!done.ok)
    return refused(
      intent === 'restore'
        ? 'It is too late to take this back: the payment service has given the method up. You can add it again.'
        : 'This payment method cannot be used for that any more. Reload the page.',
    );
  if (intent === 'remove') return redirect(`${HERE}?removed=${methodId}`);
  return redirectWithFlash(HERE, intent === 'default' ? 'We use this one first from now on.' : 'It is kept.');
}

async function steer(
  { actor, scope, customerId, moment }: PortalRequest,
  intent: 'off' | 'on' | 'rest',
  of: (name: string) => string,
) {
  const ruleId = parseId(of('rule'));
  if (!ruleId) return refused('We cannot find this rule. Reload the page.');
  const until = parsePlainDate(of('until'));
  if (
    intent === 'rest' &&
    (!until.ok || until.value <= moment.today || until.value > addDays(moment.today, REST_DAYS_MAX))
  )
    return refused('', {
      formErrors: [],
      fieldErrors: { until: ['Choose a day from tomorrow to a year from now.'] },
      values: { until: of('until') },
    });
  const steering: Steering =
    intent === 'rest' ? { to: 'paused', because: 'asked', untilOn: until.ok ? until.value : null } : { to: intent };
  const done = await writeAsPortal(portalDb(), scope, (tx) =>
    steerAutopayRule(tx, actor, { customerId, ruleId, steering }, moment),
  );
  if (!done.ok) return refused(wordsOf(done.refusal));
  if (intent === 'off') return redirect(`${HERE}?off=${ruleId}`);
  return redirectWithFlash(HERE, intent === 'on' ? 'Autopay is on.' : 'Autopay rests. We take nothing until that day.');
}
