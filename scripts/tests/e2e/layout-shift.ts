import type { Page } from '@playwright/test'

interface Shift extends PerformanceEntry {
  value: number
  hadRecentInput: boolean
}

declare global {
  interface Window {
    shifts: Shift[]
    shiftObserver: PerformanceObserver
  }
}

/** A CLS below this is good (https://web.dev/articles/cls). */
export const goodShift = 0.1

/** Makes every page that is opened from now on record its layout shifts, before any script of the page runs. */
export const recordShifts = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    window.shifts = []
    window.shiftObserver = new PerformanceObserver((list) => {
      window.shifts.push(...(list.getEntries() as Shift[]))
    })
    window.shiftObserver.observe({ type: 'layout-shift', buffered: true })
  })

/** The sum of all layout shifts since the first paint: stricter than CLS, which counts the worst five seconds. */
export async function shiftOf(page: Page): Promise<number> {
  await page.waitForLoadState('networkidle')
  return page.evaluate(async () => {
    // The first frame paints what has loaded; the second has the shifts that this caused.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
    const all = [...window.shifts, ...(window.shiftObserver.takeRecords() as Shift[])]
    return all.reduce((sum, { value, hadRecentInput }) => (hadRecentInput ? sum : sum + value), 0)
  })
}
