import { Definition } from '#app/ui/definition.tsx';
import { Section } from '#app/ui/panel.tsx';
import type { PayFacts } from './live-facts.server.ts';

/** Read where it is kept, so that it cannot be out of date. */
export function LiveFacts({ facts }: { facts: PayFacts }) {
  return facts.map(({ currency, ways }) => (
    <Section key={currency} title={`Today, in ${currency}`}>
      <Definition shape="terms" facts={ways.map(({ way, costs }) => ({ label: way, value: costs }))} />
    </Section>
  ));
}
