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

/** Less than this is good, says Google (https://web.dev/articles/cls). */
export const goodShift = 0.1

/** Makes every page that is opened from now on gather its shifts, before anything else happens in it. */
export const gatherShifts = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    window.shifts = []
    window.shiftObserver = new PerformanceObserver((list) => {
      window.shifts.push(...(list.getEntries() as Shift[]))
    })
    window.shiftObserver.observe({ type: 'layout-shift', buffered: true })
  })

/** All shifts since the first paint, added up: stricter than the worst five seconds that CLS counts. */
export async function shiftOf(page: Page): Promise<number> {
  await page.waitForLoadState('networkidle')
  return page.evaluate(async () => {
    // The first frame shows what has come, the second knows what that moved.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
    const all = [...window.shifts, ...(window.shiftObserver.takeRecords() as Shift[])]
    return all.reduce((sum, { value, hadRecentInput }) => (hadRecentInput ? sum : sum + value), 0)
  })
}
