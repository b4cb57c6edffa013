import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { lostParts, pixelsBeyond, spaceText } from '../e2e/fit'
import type { Part } from './web-part'
import { scrollThrough } from './web-scroll'

const height = 900
const phone: BrowserContextOptions = { viewport: { width: 320, height } }
const desk: BrowserContextOptions = { viewport: { width: 1280, height } }
/** A window of 1280 pixels at 200 %: half as many for the page, each twice as large. */
const zoomed: BrowserContextOptions = { viewport: { width: 640, height: height / 2 }, deviceScaleFactor: 2 }

/** Google calls less than this good (https://web.dev/articles/cls). */
const goodShift = 0.1
/** Lighthouse's slow phone: 1.6 megabits a second, 150 ms there and back. In bytes a second. */
const slowPhone = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }

/** Whether a page stays where it is while it loads, and fits on every screen, at any size and spacing of text. */
export const layoutPart = (browser: Browser): Part => ({
  title: 'layout',
  columns: [
    ...['shift at 320', 'shift at 1280', 'at 320, slowly'],
    ...['beyond 320 px', 'beyond 200 %', 'lost spaced, 320', 'lost spaced, 1280'],
  ],
  aim: 'nothing moves (CLS 0), and less than 0.1 when the fonts come slowly; no pixel lies beyond the screen, no part is lost with the text spacing of WCAG 1.4.12.',
  measure: async (_, url) => {
    const open = <T>(options: BrowserContextOptions, look: (page: Page) => Promise<T>) =>
      withPage(browser, options, url, look)
    const shifts = [await open(phone, shiftOf), await open(desk, shiftOf)]
    const slowly = await open(phone, (page) => shiftWhenSlow(page, url))
    const beyond = [await open(phone, pixelsBeyond), await open(zoomed, pixelsBeyond)]
    const lost = [await open(phone, lostWhenSpaced), await open(desk, lostWhenSpaced)]
    return {
      cells: [
        ...[...shifts, slowly].map((shift) => shift.toFixed(3)),
        ...[...beyond.map(String), ...lost.map(lengthOf)],
      ],
      misses: [
        ...named(shifts, ['at 320', 'at 1280']).map(([at, shift]) => shift > 0 && `shifts by ${shift} ${at}`),
        slowly >= goodShift && `shifts by ${slowly} at 320 when the fonts come slowly`,
        ...named(beyond, ['320 px', '200 %']).map(
          ([at, pixels]) => pixels > 0 && `${pixels} px beyond ${at}`,
        ),
        ...lost.flat().map((part) => `lost when spaced: ${part}`),
      ].filter((miss) => miss !== false),
    }
  },
})

const lengthOf = ({ length }: readonly unknown[]): string => String(length)
const named = (values: readonly number[], names: readonly string[]) =>
  values.map((value, index) => [names[index] ?? '', value] as const)

async function withPage<T>(
  browser: Browser,
  options: BrowserContextOptions,
  url: string,
  look: (page: Page) => Promise<T>,
): Promise<T> {
  // The spacing is a style that the page's own policy would refuse.
  const context = await browser.newContext({ ...options, bypassCSP: true })
  try {
    const page = await context.newPage()
    await page.addInitScript(gatherShifts)
    await page.goto(url, { waitUntil: 'load' })
    return await look(page)
  } finally {
    await context.close()
  }
}

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

/** Runs in the page, before anything else does. */
function gatherShifts() {
  window.shifts = []
  window.shiftObserver = new PerformanceObserver((list) => {
    window.shifts.push(...(list.getEntries() as Shift[]))
  })
  window.shiftObserver.observe({ type: 'layout-shift', buffered: true })
}

/** All shifts from the first paint to the end of the page, added up: stricter than the worst five seconds that CLS counts. */
async function shiftOf(page: Page): Promise<number> {
  await scrollThrough(page)
  await page.waitForLoadState('networkidle')
  return page.evaluate(async () => {
    // The first frame shows what has come, the second knows what that moved.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
    const all = [...window.shifts, ...(window.shiftObserver.takeRecords() as Shift[])]
    return all.reduce((sum, { value, hadRecentInput }) => (hadRecentInput ? sum : sum + value), 0)
  })
}

/** Loads the page again, without what the browser kept of it: its fonts come after its text. */
async function shiftWhenSlow(page: Page, url: string): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.clearBrowserCache')
  await session.send('Network.emulateNetworkConditions', slowPhone)
  await page.goto(url, { waitUntil: 'networkidle' })
  return shiftOf(page)
}

async function lostWhenSpaced(page: Page): Promise<string[]> {
  await spaceText(page)
  return lostParts(page)
}
