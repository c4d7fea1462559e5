const FULL = 96;

/** A bar for this time with a notch for last time, both of one unit; the figures stand in the cells beside it. */
export function PairedBar({ now, before }: { now: bigint; before: bigint }) {
  const most = now > before ? now : before;
  const share = (value: bigint): string =>
    most > 0n && value > 0n ? `${Number((value * BigInt(FULL * 100)) / most) / 100}%` : '0%';
  return (
    <svg className="paired-bar" width="100%" height="20" aria-hidden="true">
      <rect className="draw-settled" x="0" y="5" width={share(now)} height="10" rx="2" />
      {before > 0n && <line className="draw-notch" x1={share(before)} x2={share(before)} y1="1" y2="19" />}
    </svg>
  );
}
