import { chargeDays, joinParts } from '../rules/charge-days.ts';
import type { ChargedPart, DayWindow, DebtHistory } from '../types.ts';

/** The days of a debt in their order, as a page tells them. */
export const chargedParts = (debt: DebtHistory, window: DayWindow): ChargedPart[] =>
  joinParts(chargeDays(debt, window)).sort((one, other) =>
    one.afterOn < other.afterOn ? -1 : one.afterOn > other.afterOn ? 1 : 0,
  );
