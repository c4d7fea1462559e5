type PairBarProps = {
  /** Both in per cent of the column's largest figure. */
  nowPercent: number;
  beforePercent: number;
};

/** Leaves room for half a notch at the end of the drawing; a tenth of a per cent is finer than a pixel. */
const scaled = (percent: number): number => Math.round(percent * 9.6) / 10;

/** In a table row: the bar is this figure, the notch the one it is compared with. The figures stand in other cells. */
export function PairBar({ nowPercent, beforePercent }: PairBarProps) {
  const notch = `${scaled(beforePercent)}%`;
  return (
    <svg className="pair-bar" width="100%" height="20" aria-hidden="true">
      <rect className="draw-settled" x="0" y="5" width={`${scaled(nowPercent)}%`} height="10" rx="2" />
      <line className="draw-notch" x1={notch} x2={notch} y1="1" y2="19" />
    </svg>
  );
}
