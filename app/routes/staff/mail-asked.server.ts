import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { customersToPreview } from '#app/modules/delivery/queries/preview-subjects.server.ts';
import { MESSAGE_CLASSES, type MessageKind } from '#app/modules/delivery/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { previewMail } from '#app/workflows/preview-mail.server.ts';
import { webComposer } from '#app/workflows/web-outside.server.ts';
import { askedText } from './list-address.ts';
import { MAIL_LANGUAGES } from './mail-words.ts';

const CUSTOMERS_OFFERED = 50;
export const MAIL_KINDS = Object.keys(MESSAGE_CLASSES) as MessageKind[];

/**
 * Which mail an address asks to see: `kind`, `customer`, `language` and `theme`; what is none of them falls back. `q` narrows
 * whom to choose from, by a part of a name or number.
 */
export async function askedMail(url: URL, moment: Moment) {
  const asked = url.searchParams;
  const kind = MAIL_KINDS.find((one) => one === asked.get('kind')) ?? 'invoice';
  const search = askedText(url);
  const wanted = parseId<CustomerId>(asked.get('customer') ?? '');
  const offered = await customersToPreview(staffDb(), {
    kind,
    limit: CUSTOMERS_OFFERED,
    ...(search ? { search } : {}),
  });
  const isOffered = offered.some(({ id }) => id === wanted);
  const beyond =
    wanted && !search && !isOffered ? await customersToPreview(staffDb(), { kind, limit: 1, only: wanted }) : [];
  const customers = [...beyond, ...offered];
  const chosen = customers.find(({ id }) => id === wanted) ?? customers[0];
  const customer = chosen ? await getCustomer(staffDb(), chosen.id as CustomerId) : null;
  const language =
    MAIL_LANGUAGES.find(({ value }) => value === asked.get('language'))?.value ?? customer?.language ?? 'en';
  const theme = asked.get('theme') === 'dark' ? ('dark' as const) : ('light' as const);
  const mail = customer && (await previewMail(webComposer(), { kind, customer, language }, moment));
  return { kind, search, customers, customerId: customer?.id ?? null, language, theme, mail };
}
