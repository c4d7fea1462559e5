import fc from 'fast-check';
import { runSeed } from './run-seed.ts';

// Loaded before each test file: a property that names no seed takes the run's, so that the line a run begins with repeats all of it.
fc.configureGlobal({ seed: runSeed() });
