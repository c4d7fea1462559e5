import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { boundaries, formatAndLint, generatedFiles, routeTypes, types, vitest } from './judging-steps.ts';
import { ROOT } from './source-hash.ts';
import { conclude, runStep, type StepResult } from './steps.ts';

// What a change must pass before it is shown to anyone: everything that needs no browser and no process tree.
mkdirSync(path.join(ROOT, 'test-results'), { recursive: true });
const results: StepResult[] = [];
for (const step of [
  formatAndLint,
  routeTypes,
  types,
  boundaries,
  generatedFiles,
  vitest('unit', 'database', 'alone'),
]) {
  results.push(await runStep(step));
}
process.exit(conclude(results).code);
