import type { Currency } from '#app/kernel/money.ts';
import type { DeskLine } from './match-desk.server.ts';
import type { PanelOpen } from './match-panel-kinds.ts';
import type { PanelData } from './match-panels.tsx';

/** What a row of the desk is told. */
export type RowFor = {
  readonly line: DeskLine;
  readonly currency: Currency;
  /** The address of this list, without what is open in it. */
  readonly here: string;
  readonly mayMatch: boolean;
  readonly isNext: boolean;
  readonly panel: PanelOpen | null;
  readonly panelData: PanelData;
  readonly error: string | null;
  onSent(row: HTMLElement): void;
  onOpen(panel: PanelOpen | null): void;
};
