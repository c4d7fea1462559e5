import { REMINDER_GROUPS, type ReminderStage, TONES } from '../types.ts';

const STAGES_MAX = 30;

/** What is wrong with the stages of a policy, as a sentence to a colleague; null when all is well. */
export function faultOfStages(stages: readonly ReminderStage[]): string | null {
  if (stages.length > STAGES_MAX) return `Use ${STAGES_MAX} stages or fewer.`;
  for (const group of REMINDER_GROUPS) {
    const own = stages.filter((stage) => stage.group === group).toSorted((a, b) => a.offsetDays - b.offsetDays);
    for (const [index, stage] of own.entries()) {
      if (stage.offsetDays < -60 || stage.offsetDays > 365) return 'Give days from 60 before to 365 after the due day.';
      if ((stage.tone === 'coming') !== stage.offsetDays <= 0)
        return 'The tone “Coming up” is for the due day and before it, the others for after it.';
      const before = own[index - 1];
      if (before?.offsetDays === stage.offsetDays) return `Two stages of one group fall on day ${stage.offsetDays}.`;
      if (before && TONES.indexOf(before.tone) > TONES.indexOf(stage.tone))
        return 'A later stage may not be gentler than the one before it.';
    }
  }
  return null;
}
