/** Four tally strokes; the fifth is the cut that makes two matching halves. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 24 22" aria-hidden="true">
      {[0, 1, 2, 3].map((stroke) => {
        const left = 2 + stroke * 5.7;
        const right = left + 2.9;
        const cut = 12.8 - stroke * 1.72;
        return (
          <g key={stroke}>
            <path className="mark-upper" d={`M${left} 1H${right}V${cut - 0.9}L${left} ${cut}z`} />
            <path className="mark-lower" d={`M${left} ${cut + 1.8}L${right} ${cut + 0.9}V21H${left}z`} />
          </g>
        );
      })}
    </svg>
  );
}
