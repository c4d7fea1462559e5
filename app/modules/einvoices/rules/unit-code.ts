/** Our word for a unit as a code; a line without a unit counts pieces; a code already is one. Null: nobody said. */
export function unitCodeOf(unit: string, units: ReadonlyMap<string, string>): string | null {
  if (unit === '') return 'C62';
  return units.get(unit) ?? (/^[A-Z0-9]{2,3}$/.test(unit) ? unit : null);
}
