import type { Locator, Page } from '@playwright/test';
import { expect } from './browser.ts';

const TABS_MAX = 120;
const CHOICES_MAX = 9;

/** A person who has a keyboard and no mouse: every step is a key, and where the focus is decides what it does. */
export type Keyboard = {
  /** Opens an address, waits until script has taken the page over, and goes past the menu by the skip link. */
  open(address: string): Promise<void>;
  press(key: string): Promise<void>;
  /** Tabs on until this has the focus; fails when it cannot be reached. */
  reach(target: Locator): Promise<void>;
  /** Reaches a field, replaces what is in it, and types. */
  fill(label: string | RegExp, text: string): Promise<void>;
  /** Reaches a link or a button and presses Enter. */
  follow(role: 'link' | 'button', name: string | RegExp): Promise<void>;
  /** Reaches a box or the chosen one of some radio buttons and presses Space, or goes down to the one that is meant. */
  choose(role: 'checkbox' | 'radio', name: string | RegExp): Promise<void>;
  /** Opens what is folded. */
  unfold(words: string): Promise<void>;
};

/** The keyboard of a page. */
export function keyboardOf(page: Page): Keyboard {
  const main = page.getByRole('main');
  const isFocused = (target: Locator) => target.evaluate((at) => at === document.activeElement);
  const reach = async (target: Locator) => {
    await target.waitFor();
    for (let tabs = 0; tabs < TABS_MAX && !(await isFocused(target)); tabs += 1) await page.keyboard.press('Tab');
    await expect(target).toBeFocused();
  };
  const press = (key: string) => page.keyboard.press(key);
  return {
    press,
    reach,
    async open(address) {
      await page.goto(address);
      await page.waitForLoadState('networkidle');
      await press('Tab');
      await press('Enter');
    },
    async fill(label, text) {
      await reach(main.getByLabel(label).first());
      await press('Control+a');
      await page.keyboard.insertText(text);
    },
    async follow(role, name) {
      await reach(main.getByRole(role, { name }).first());
      await press('Enter');
    },
    async choose(role, name) {
      const target = main.getByRole(role, { name }).first();
      const group = main.locator(`input[type=radio][name="${await target.getAttribute('name')}"]:checked`);
      if ((await group.count()) === 0) {
        await reach(target);
        await press('Space');
      } else {
        await reach(group);
        for (let downs = 0; downs < CHOICES_MAX && !(await target.isChecked()); downs += 1) await press('ArrowDown');
      }
      await expect(target).toBeChecked();
    },
    async unfold(words) {
      await reach(main.locator('summary').filter({ hasText: words }).first());
      await press('Enter');
    },
  };
}
