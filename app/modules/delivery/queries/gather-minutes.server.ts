import { minutesUntilHour, wallClock } from '../rules/wall-clock.ts';

/** When what was issued on a day goes out in one mail, in the company's zone. */
const GATHER_HOUR = 17;

/** Minutes until the next gathering. */
export const gatherMinutes = (at: Date, zone: string): number => minutesUntilHour(wallClock(at, zone), GATHER_HOUR);
