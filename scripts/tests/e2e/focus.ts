import { type Locator, type Page, expect } from '@playwright/test'

/** One stop of the Tab key. */
export interface Stop {
  /** Its number among all that can have the focus, in the order of the page. */
  number: number
  markup: string
  isInMain: boolean
}

interface Focus {
  /** The number of the stop; -1 when nothing that counts as one has the focus. */
  number: number
  /** What is wrong with it, for somebody who looks where the focus is. */
  problem: string
}

declare global {
  interface Window {
    /** What `stopsOf` has found. */
    stops: Element[]
  }
}

/** Everything on an open page that Tab should stop at, in order. What is folded away or hidden is no stop. */
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

/** Presses Tab and looks at where that led: it must be seen, have a ring, and lie under nothing. */
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
    // Of what is taller than the screen its upper edge is enough.
    const y = box.top + Math.min(box.height / 2, 20)
    if (x < 0 || x > innerWidth || y < 0 || y > innerHeight)
      return { number, problem: 'is not on the screen' }
    return { number, problem: part.contains(document.elementFromPoint(x, y)) ? '' : 'is covered' }
  })
}

/** Past the masthead, as whoever reads with the keyboard goes. */
export async function skipToMain(page: Page): Promise<void> {
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused()
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#main$/)
}

const mostStops = 120

/** Presses Tab until something has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let count = 0; count < mostStops; count++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((part) => part === document.activeElement)) return
  }
  throw new Error(`Tab does not lead to ${target}.`)
}
