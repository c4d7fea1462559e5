type PairBarProps = {
  /** Both in per cent of the column's largest figure. */
  nowPercent: number;
  beforePercent: number;
};

/** In a table row: the bar is this figure, the notch the one it is compared with. The figures stand in other cells. */
export function PairBar({ nowPercent, beforePercent }: PairBarProps) {
  const notch = `${(beforePercent * 0.96).toFixed(1)}%`;
  return (
    <svg className="pair-bar" width="100%" height="20" aria-hidden="true">
      <rect className="draw-settled" x="0" y="5" width={`${(nowPercent * 0.96).toFixed(1)}%`} height="10" rx="2" />
      <line className="draw-notch" x1={notch} x2={notch} y1="1" y2="19" />
    </svg>
  );
}
