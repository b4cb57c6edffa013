import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { lostParts, pixelsBeyond, spaceText } from '../../e2e/fit'
import { recordShifts, goodShift, shiftOf } from '../../e2e/layout-shift'
import { slowDown } from '../../e2e/network'
import type { WebPart } from './part'
import { scrollThrough } from './scroll'

const height = 900
const phone: BrowserContextOptions = { viewport: { width: 320, height } }
const desk: BrowserContextOptions = { viewport: { width: 1280, height } }
/** A window of 1280 pixels at 200 %: half as many for the page, each twice as large. */
const zoomed: BrowserContextOptions = { viewport: { width: 640, height: height / 2 }, deviceScaleFactor: 2 }

/** Measures layout shifts, and whether a page fits on every screen at any size and spacing of text. */
export const layoutPart = (browser: Browser): WebPart => ({
  title: 'layout',
  columns: [
    ...['shift at 320', 'shift at 1280', 'at 320, slowly'],
    ...['beyond 320 px', 'beyond 200 %', 'lost spaced, 320', 'lost spaced, 1280'],
  ],
  aim: 'nothing moves (CLS 0), and less than 0.1 when the fonts come slowly; no pixel lies beyond the screen, no part is lost with the text spacing of WCAG 1.4.12.',
  measure: async (_, url) => {
    const open = <T>(options: BrowserContextOptions, measure: (page: Page) => Promise<T>) =>
      withPage(browser, options, url, measure)
    const shifts = [await open(phone, shiftOfAll), await open(desk, shiftOfAll)]
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
  measure: (page: Page) => Promise<T>,
): Promise<T> {
  // The page's own CSP would refuse the style that `spaceText` adds.
  const context = await browser.newContext({ ...options, bypassCSP: true })
  try {
    const page = await context.newPage()
    await recordShifts(page)
    await page.goto(url, { waitUntil: 'load' })
    return await measure(page)
  } finally {
    await context.close()
  }
}

/** The shifts from the first paint until the page is scrolled to its end. */
async function shiftOfAll(page: Page): Promise<number> {
  await scrollThrough(page)
  return shiftOf(page)
}

/** Loads the page again on a slow network and without the browser's cache: its fonts load after its text. */
async function shiftWhenSlow(page: Page, url: string): Promise<number> {
  await slowDown(page)
  await page.goto(url, { waitUntil: 'networkidle' })
  return shiftOfAll(page)
}

async function lostWhenSpaced(page: Page): Promise<string[]> {
  await spaceText(page)
  return lostParts(page)
}
