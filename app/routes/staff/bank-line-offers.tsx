import { Form } from 'react-router';
import { Button } from '#app/ui/button.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { ShownOffer } from './match-words.ts';
import { NameText } from './name-text.tsx';

/** What the line may be, the best first; each is taken as it stands. */
export function OffersPanel({ offers }: { offers: readonly ShownOffer[] }) {
  return (
    <Panel title="What it may be" pad>
      {offers.length === 0 ? (
        <p>Nothing open and nothing in the books fits it. Say below what it is.</p>
      ) : (
        <ul className="flex flex-col gap-4">
          {offers.map((offer, no) => (
            <li key={offer.parts} className="flex flex-wrap items-start justify-between gap-3">
              <span>
                <NameText text={offer.title} />
                <span className="under">
                  <NameText text={offer.detail} />
                </span>
                <span className="under">{offer.chips.map(({ text }) => text).join(' · ')}</span>
              </span>
              <Form method="post">
                <input type="hidden" name="parts" value={offer.parts} />
                <input type="hidden" name="first" value={offers[0]!.parts} />
                <Button small variant={no === 0 ? 'primary' : 'second'} name="intent" value="match" busy="Matching…">
                  {offers.length > 1 ? `Match as way ${no + 1}` : 'Match'}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
