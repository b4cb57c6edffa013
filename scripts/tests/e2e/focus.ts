import { type Locator, type Page, expect } from '@playwright/test'

/** One stop of the Tab key. */
export interface Stop {
  /** The index among all elements that can have the focus, in document order. */
  number: number
  markup: string
  isInMain: boolean
}

interface Focus {
  /** The number of the stop; -1 when no stop has the focus. */
  number: number
  /** Why a visitor cannot see the focus, or an empty string. */
  problem: string
}

declare global {
  interface Window {
    /** The result of `stopsOf`. */
    stops: Element[]
  }
}

/** All elements of an open page that Tab must stop at, in order; folded and hidden elements are left out. */
export const stopsOf = (page: Page): Promise<Stop[]> =>
  page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary, [tabindex]')
    const stops = [...all].filter(
      (part) =>
        part.tabIndex >= 0 &&
        !part.matches(':disabled') &&
        part.checkVisibility({ visibilityProperty: true }),
    )
    window.stops = stops
    return stops.map((part, number) => {
      return { number, markup: part.outerHTML.slice(0, 100), isInMain: part.closest('main') !== null }
    })
  })

/** Presses Tab and checks the element that got the focus: it must be on the screen, have a ring, and not be covered. */
export async function tab(page: Page): Promise<Focus> {
  await page.keyboard.press('Tab')
  return page.evaluate(() => {
    const part = document.activeElement
    if (!part || part === document.body) return { number: -1, problem: '' }
    const number = window.stops.indexOf(part)
    const { outlineStyle, outlineWidth } = getComputedStyle(part)
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) return { number, problem: 'has no ring' }
    const box = part.getClientRects()[0] ?? part.getBoundingClientRect()
    const x = box.left + box.width / 2
    // The upper edge is enough for an element that is taller than the screen.
    const y = box.top + Math.min(box.height / 2, 20)
    if (x < 0 || x > innerWidth || y < 0 || y > innerHeight)
      return { number, problem: 'is not on the screen' }
    return { number, problem: part.contains(document.elementFromPoint(x, y)) ? '' : 'is covered' }
  })
}

/** Skips the header with the skip link, as a keyboard user does. */
export async function skipToMain(page: Page): Promise<void> {
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused()
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#main$/)
}

const mostStops = 120

/** Presses Tab until `target` has the focus; throws after 120 presses. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let count = 0; count < mostStops; count++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((part) => part === document.activeElement)) return
  }
  throw new Error(`Tab does not lead to ${target}.`)
}

/** Presses Tab until `button` has the focus, and then Enter. */
export async function pressEnterOn(page: Page, button: Locator): Promise<void> {
  await tabTo(page, button)
  await page.keyboard.press('Enter')
}
