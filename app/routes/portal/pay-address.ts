import { NO_FIELDS, PAY_MODES, type PayFields, type PayMode } from './pay-fields.ts';

/** Invoices named in one address or form. */
export const IDS_MAX = 500;
/** Longer addresses are cut off on the way by some servers. */
const ADDRESS_MAX = 7_000;

/** What the address asks for: `i` invoices, or `all=due`, or another mode, and what else the page remembers. */
export function fieldsOfAddress(url: URL): PayFields {
  const of = url.searchParams;
  const said = of.get('mode') ?? (of.get('all') === 'due' ? 'due' : 'choose');
  const show = of.getAll('show').slice(0, IDS_MAX);
  return {
    mode: PAY_MODES.includes(said as PayMode) ? (said as PayMode) : 'choose',
    show: show.length > 0 ? show : null,
    ticked: of.getAll('i').slice(0, IDS_MAX),
    currency: of.get('currency'),
    amounts: amountsOf(of.entries()),
    onAccount: (of.get('account') ?? '').slice(0, 40),
    oldest: (of.get('oldest') ?? '').slice(0, 40),
    keep: of.get('keep') === 'yes',
    useCredit: of.get('credit') !== 'no',
    how: (of.get('how') ?? '').slice(0, 60),
  };
}

/** `amount-<invoice>` fields that say something. */
export function amountsOf(entries: Iterable<readonly [string, unknown]>): ReadonlyMap<string, string> {
  const amounts = new Map<string, string>();
  for (const [name, text] of entries)
    if (name.startsWith('amount-') && typeof text === 'string' && text.trim() !== '')
      amounts.set(name.slice('amount-'.length), text.slice(0, 40));
  return amounts;
}

/** The address that says the same as these fields, so that going back and sharing bring it again; null where it is too long. */
export function addressOf(fields: PayFields, root = ''): string | null {
  const { mode, show, ticked, currency, amounts, onAccount, oldest, keep, useCredit, how } = fields;
  const pairs: [string, string][] = [];
  if (mode !== NO_FIELDS.mode) pairs.push(['mode', mode]);
  if (currency) pairs.push(['currency', currency]);
  if (mode === 'oldest') pairs.push(['oldest', oldest]);
  else {
    for (const id of show ?? []) pairs.push(['show', id]);
    for (const id of ticked) pairs.push(['i', id]);
    for (const [id, text] of amounts) pairs.push([`amount-${id}`, text]);
    if (onAccount.trim()) pairs.push(['account', onAccount]);
  }
  if (keep) pairs.push(['keep', 'yes']);
  if (!useCredit) pairs.push(['credit', 'no']);
  if (how) pairs.push(['how', how]);
  const address = `${root}/pay${pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ''}`;
  return address.length > ADDRESS_MAX ? null : address;
}
