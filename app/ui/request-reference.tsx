import { createContext, type ReactNode, useContext } from 'react';

/** What the page knows about the request that made it. */
export type RequestFacts = {
  /** A person can quote it, and we can find it in the logs. */
  reference: string | null;
  /** Styles and scripts that carry it may run; tools that make <style> tags look for it in the page. */
  nonce?: string;
};

const REFERENCE_META = 'request-id';
const FactsContext = createContext<RequestFacts>({ reference: null });

// The last answer this browser got from us after the first page: an error on the way to the next page belongs to it.
let latest: string | null = null;

/** Around the whole page, on both sides. */
export function RequestFactsProvider({ facts, children }: { facts: RequestFacts; children: ReactNode }) {
  return <FactsContext value={facts}>{children}</FactsContext>;
}

/** The reference to show with an error. */
export function useRequestReference(): string | null {
  const { reference } = useContext(FactsContext);
  return latest ?? reference;
}

/** The nonce of this page, the same on both sides, for the framework's own tags. */
export const usePageNonce = (): string | undefined => useContext(FactsContext).nonce;

/** Leaves both in the head, where the browser's first render finds them. */
export function RequestFactsMeta() {
  const { reference, nonce } = useContext(FactsContext);
  return (
    <>
      {reference && <meta name={REFERENCE_META} content={reference} />}
      {nonce && <meta property="csp-nonce" nonce={nonce} />}
    </>
  );
}

/** Browser: what the server left in the page. */
export const factsInPage = (): RequestFacts => ({
  reference: document.querySelector<HTMLMetaElement>(`meta[name="${REFERENCE_META}"]`)?.content ?? null,
  nonce: document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce,
});

/** Browser: remembers the reference of every later answer. */
export function rememberReferences(): void {
  const plainFetch = window.fetch;
  window.fetch = async (...input) => {
    const answer = await plainFetch(...input);
    latest = answer.headers.get('X-Request-Id') ?? latest;
    return answer;
  };
}
