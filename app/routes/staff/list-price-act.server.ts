import { formatDate } from '#app/kernel/format-date.ts';
import { parseId } from '#app/kernel/ids.ts';
import { priceQuantity } from '#app/kernel/pricing/price-quantity.ts';
import type { PriceStep } from '#app/kernel/pricing/price-scheme.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { addPrice } from '#app/modules/catalog/commands/add-price.server.ts';
import { withdrawPrice } from '#app/modules/catalog/commands/withdraw-price.server.ts';
import { priceForm, sampleQuantity, triedPriceForm, withdrawalForm } from '#app/modules/catalog/forms.ts';
import type { ListPriceId, PriceList, PriceRefusal, Product, VersionSpan } from '#app/modules/catalog/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';

type Sent = { fields: [string, string][]; intent: string; of(name: string): string };
type Asked = { list: PriceList; product: Product; sent: Sent; actor: Actor; moment: Moment; locale: string };
export type Tried = { quantity: string; netMinor: bigint; steps: PriceStep[] };
export type PriceAnswer = (FormRefusal & { tried?: Tried }) | Response;

/** What the three buttons of the page do: show what a quantity would cost, add the price, take one back. */
export function actOnPrice(asked: Asked): Promise<PriceAnswer> | PriceAnswer {
  if (asked.sent.intent === 'try') return tryPrice(asked);
  return asked.sent.intent === 'withdraw' ? withdraw(asked) : add(asked);
}

function tryPrice({ list, sent }: Asked): PriceAnswer {
  const form = parseFields(sent.fields, triedPriceForm);
  if (!form.ok) return form.refusal;
  const quantity = sampleQuantity(sent.of('quantity'));
  const priced = priceQuantity({ scheme: form.value, quantity, currency: list.currency });
  return { ...formRefusal({ values: Object.fromEntries(sent.fields) }), tried: { quantity, ...priced } };
}

async function add({ list, product, sent, actor, moment, locale }: Asked): Promise<PriceAnswer> {
  const form = parseFields(sent.fields, priceForm);
  if (!form.ok) return form.refusal;
  const price = { priceListId: list.id, productId: product.id, ...form.value };
  const added = await inTransaction(staffDb(), (tx) => addPrice(tx, actor, price, moment));
  if (!added.ok) return priceRefusal(added.refusal, Object.fromEntries(sent.fields), locale);
  const from = formatDate(form.value.validFromOn, locale);
  return redirectWithFlash(
    `/staff/price-lists/${list.id}/prices/${product.id}`,
    `Version ${added.value.versionNo} holds from ${from}. Nothing that was billed changes.`,
  );
}

async function withdraw({ list, product, sent, actor, moment }: Asked): Promise<PriceAnswer> {
  const form = parseFields(sent.fields, withdrawalForm);
  if (!form.ok) return form.refusal;
  const values = Object.fromEntries(sent.fields);
  const at = (name: string, text: string) => formRefusal({ fieldErrors: { [name]: [text] }, values });
  const priceId = parseId<ListPriceId>(form.value.priceId);
  if (!priceId) return at('priceId', 'Choose a version of the list.');
  const input = { priceListId: list.id, priceId, reason: form.value.reason };
  const taken = await inTransaction(staffDb(), (tx) => withdrawPrice(tx, actor, input, moment));
  if (taken.ok)
    return redirectWithFlash(
      `/staff/price-lists/${list.id}/prices/${product.id}`,
      'Taken back: it holds on no day any more.',
    );
  switch (taken.refusal.code) {
    case 'price-was-billed':
      return at(
        'priceId',
        'Invoices were made with this price, so it stays. Add the right price from a later day; it ends this one.',
      );
    case 'already-withdrawn':
      return at('priceId', 'Somebody took this price back already.');
    case 'unknown-price':
      return at('priceId', 'This price is not there. Reload the page.');
  }
}

/** What a refusal says: both versions by name, and on which days to begin or end. */
export function priceRefusal(refusal: PriceRefusal, values: Record<string, string>, locale: string): FormRefusal {
  const day = (date: VersionSpan['validFromOn']) => formatDate(date, locale);
  const span = ({ versionNo, validFromOn, validToOn }: VersionSpan) =>
    `${versionNo === null ? 'this one' : `version ${versionNo}`} (from ${day(validFromOn)}${validToOn ? ` to ${day(validToOn)}` : ', without an end'})`;
  switch (refusal.code) {
    case 'versions-overlap': {
      const { earlier, later } = refusal;
      const isLater = later.versionNo === null;
      const words = `Two prices would hold on one day: ${span(earlier)} and ${span(later)}.`;
      const advice =
        earlier.validFromOn === later.validFromOn
          ? 'Begin this one on another day, or take the other one back.'
          : isLater
            ? 'Begin this one after the other ends, or take the other one back.'
            : 'End this one before the other begins, or leave its end empty.';
      return formRefusal({
        fieldErrors: {
          [isLater || earlier.validFromOn === later.validFromOn ? 'validFromOn' : 'validToOn']: [`${words} ${advice}`],
        },
        values,
      });
    }
    case 'not-sold-then':
      return formRefusal({
        fieldErrors: {
          validFromOn: [
            `The product is sold from ${day(refusal.validFromOn)}${refusal.validToOn ? ` to ${day(refusal.validToOn)}` : ''}. Choose days within.`,
          ],
        },
        values,
      });
    default:
      return formRefusal({
        formErrors: ['This product or price list is not there any more. Reload the page.'],
        values,
      });
  }
}
