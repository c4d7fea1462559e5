import type { ReactNode } from 'react';
import { cutShares } from './cut-shares.ts';

export type StickCut = { kind: 'settled' | 'open' | 'held'; minor: bigint };

type StickProps = {
  /** Parts of one amount in one currency, in the order they are drawn. Empty parts are left out. */
  cuts: readonly StickCut[];
  /** What the bar shows, for readers: "What became of £1,565.36". */
  label: string;
  /** The words under the bar: first what is settled, last what is open. Readers get these, not the drawing. */
  words: readonly ReactNode[];
  /** The figure this amount is compared with, as per cent of the bar's length. */
  notchPercent?: number;
};

/** One amount cut into what became of it: solid is settled, hollow is open, hatched is on hold. */
export function Stick({ cuts, label, words, notchPercent }: StickProps) {
  const drawn = cuts.filter((cut) => cut.minor !== 0n);
  const shares = cutShares(drawn.map((cut) => cut.minor));
  return (
    <div>
      <div className="stick" aria-hidden="true">
        {drawn.map((cut, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a bar have no other identity
          <span key={index} className={`cut-${cut.kind} grow-${shares[index]}`} />
        ))}
        {notchPercent !== undefined && (
          <svg aria-hidden="true">
            <line className="draw-notch" x1={`${notchPercent}%`} x2={`${notchPercent}%`} y1="0" y2="100%" />
          </svg>
        )}
      </div>
      <ol className="stick-words" aria-label={label}>
        {words.map((word, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words belong to the parts above
          <li key={index}>{word}</li>
        ))}
      </ol>
    </div>
  );
}
