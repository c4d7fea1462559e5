import type { CustomerId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { setChoices } from '#app/modules/delivery/commands/set-choices.server.ts';
import { setDeliveryRoute, setSupplierPortal } from '#app/modules/delivery/commands/set-supplier-portal.server.ts';
import { choiceForm, portalForm, routeForm } from '#app/modules/delivery/forms.ts';
import { getSupplierPortal } from '#app/modules/delivery/queries/delivery-choice.server.ts';
import { KIND_WORDS } from '#app/modules/delivery/ui/delivery-words.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';

type Sent = { readonly fields: [string, string][]; readonly intent: string };
type By = { readonly actor: Actor; readonly customerId: CustomerId; readonly moment: Moment };
type Saved = Result<string, FormRefusal>;

const GONE = formRefusal({ formErrors: ['This customer is not there.'] });

/** Saves one of the three forms of the page; what it says when it is done. */
export function saveDelivery(sent: Sent, by: By): Promise<Saved> {
  if (sent.intent === 'portal') return savePortal(sent, by);
  if (sent.intent === 'route') return saveRoute(sent, by);
  return saveChoice(sent, by);
}

async function saveChoice({ fields }: Sent, { actor, customerId, moment }: By): Promise<Saved> {
  const form = parseFields(fields, choiceForm);
  if (!form.ok) return form;
  const saved = await inTransaction(staffDb(), (tx) =>
    setChoices(tx, actor, { customerId, chosen: [form.value] }, moment),
  );
  if (!saved.ok) return refuse(GONE);
  if (!saved.value.changed) return ok('It is so already. Nothing was changed.');
  const said = `${KIND_WORDS[form.value.kind]} go out this way from the next one on.`;
  const needsPortal =
    form.value.choice?.channel === 'supplier_portal' && !(await getSupplierPortal(staffDb(), customerId));
  return ok(needsPortal ? `${said} Write down below where their portal is and what it asks for.` : said);
}

async function savePortal({ fields }: Sent, { actor, customerId, moment }: By): Promise<Saved> {
  const form = parseFields(fields, portalForm);
  if (!form.ok) return form;
  const portal = { ...form.value, loginOwnerId: form.value.loginOwnerId ?? null };
  const saved = await inTransaction(staffDb(), (tx) => setSupplierPortal(tx, actor, { customerId, portal }, moment));
  return saved.ok ? ok('The supplier portal is written down.') : refuse(GONE);
}

async function saveRoute({ fields }: Sent, { actor, customerId }: By): Promise<Saved> {
  const form = parseFields(fields, routeForm);
  if (!form.ok) return form;
  const to = { ...form.value, carriedById: form.value.carriedById ?? null };
  const saved = await inTransaction(staffDb(), (tx) => setDeliveryRoute(tx, actor, { customerId, to }));
  return saved.ok ? ok('The round is written down.') : refuse(GONE);
}
