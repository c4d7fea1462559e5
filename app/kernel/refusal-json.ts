/**
 * A refusal that was kept as JSON, with its amounts as they were: JSON holds no whole numbers of any length, so fields that end
 * in "Minor" are kept as text. For what this program wrote itself; nothing is checked.
 */
export const refusalFromJson = <Refusal>(json: unknown): Refusal =>
  JSON.parse(JSON.stringify(json), (key, value) => (key.endsWith('Minor') ? BigInt(value) : value)) as Refusal;
