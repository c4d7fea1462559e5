type About = { readonly line?: number; readonly next?: 'pay' };

/** Where one says what is wrong, from the address under which an invoice is asked about (it names the invoice already). */
export const disputeHref = (askHref: string, { line, next }: About = {}): string =>
  `${askHref}${line === undefined ? '' : `&line=${line}`}${next === undefined ? '' : `&next=${next}`}`;

/** Where one asks a plain question about it. */
export const questionHref = (askHref: string, about: About = {}): string => `${disputeHref(askHref, about)}&ask=yes`;

/** Where an invoice is asked about; `root` is that of a link's pages, empty for a signed-in person. */
export const askHrefOf = (root: string, invoiceId: string): string => `${root}/disputes/new?invoice=${invoiceId}`;

export const disputePath = (root: string, disputeId: string): string => `${root}/disputes/${disputeId}`;
export const askedPath = (root: string, key: string): string => `${root}/disputes/asked/${encodeURIComponent(key)}`;
