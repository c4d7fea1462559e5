/** A quotient of counts with one decimal, rounded half up: 25 of 10 is "2.5". Nothing of nothing is "0.0". */
export function oneDecimal(part: number, whole: number): string {
  const tenths = whole === 0 ? 0 : Math.round((10 * part) / whole);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}
