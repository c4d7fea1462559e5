/** How much of the whole a figure is, under that figure: the words are the figure's own. */
export function ShareBar({ part, whole }: { part: bigint; whole: bigint }) {
  const share = whole > 0n && part > 0n ? Number((part * 10_000n) / whole) / 100 : 0;
  return (
    <svg className="share-bar" width="100%" height="6" aria-hidden="true">
      {share > 0 && <rect className="draw-settled" x={`${100 - share}%`} width={`${share}%`} height="6" rx="2" />}
    </svg>
  );
}
