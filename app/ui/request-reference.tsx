import { createContext, type ReactNode, useContext } from 'react';

const META = 'request-id';
const ReferenceContext = createContext<string | null>(null);

// The last answer this browser got from us after the first page: an error on the way to the next page belongs to it.
let latest: string | null = null;

type ProviderProps = { reference: string | null; children: ReactNode };

/** Server: gives the page the reference of its request. */
export function RequestReferenceProvider({ reference, children }: ProviderProps) {
  return <ReferenceContext value={reference}>{children}</ReferenceContext>;
}

/** The reference a person can quote, and we can find in the logs. */
export function useRequestReference(): string | null {
  const first = useContext(ReferenceContext);
  return latest ?? first;
}

/** Leaves the reference in the page, where the browser's first render finds it. */
export function RequestReferenceMeta() {
  const reference = useContext(ReferenceContext);
  return reference ? <meta name={META} content={reference} /> : null;
}

/** Browser: what the server left in the page. */
export const referenceInPage = (): string | null =>
  document.querySelector<HTMLMetaElement>(`meta[name="${META}"]`)?.content ?? null;

/** Browser: remembers the reference of every later answer. */
export function rememberReferences(): void {
  const plainFetch = window.fetch;
  window.fetch = async (...input) => {
    const answer = await plainFetch(...input);
    latest = answer.headers.get('X-Request-Id') ?? latest;
    return answer;
  };
}
